/** Encryption of other people's credentials at rest. */
@NullMarked
@ApplicationModule(allowedDependencies = {"server"})
package dev.hedgerow.secrets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
