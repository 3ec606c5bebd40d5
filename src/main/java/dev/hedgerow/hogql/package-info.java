/** The HogQL compiler: text in, an engine's SQL out. It knows no HTTP, no database and no Spring. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.hedgerow.hogql;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
