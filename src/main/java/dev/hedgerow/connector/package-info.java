/** Other people's databases: what they hold, and their rows and changes as the warehouse takes them. */
@NullMarked
@ApplicationModule(allowedDependencies = "engine")
package dev.hedgerow.connector;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
