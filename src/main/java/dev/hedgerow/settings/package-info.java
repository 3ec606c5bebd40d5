/** The environment variables of the run contract: which there are, what they may hold, and what they switch on. */
@NullMarked
@ApplicationModule(allowedDependencies = {"server", "database"})
package dev.hedgerow.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
