/** Work that outlives a request: where it runs, when it starts, and how processes tell each other about it. */
@NullMarked
@ApplicationModule(allowedDependencies = "engine")
package dev.hedgerow.worker;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
