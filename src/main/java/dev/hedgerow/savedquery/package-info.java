/** Views: queries that a project keeps under a name. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "auth",
            "web",
            "activity",
            "folder",
            "lineage",
            "catalog",
            "hogql",
            "hogql :: type",
            "query",
            "source",
            "modelingjob"
        })
package dev.hedgerow.savedquery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
