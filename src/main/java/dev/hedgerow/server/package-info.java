/** The process around the features: its data directory, how it starts, says that it is ready, and stops. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.hedgerow.server;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
