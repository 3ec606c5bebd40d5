/** External data sources: how to reach them, which of their tables are synced, and how that goes. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "auth",
            "web",
            "activity",
            "connector",
            "engine",
            "secrets",
            "hogql",
            "hogql :: type",
            "catalog",
            "syncjob"
        })
package dev.hedgerow.source;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
