package dev.hedgerow.managedwarehouse;

import dev.hedgerow.web.Verbatim;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** By which name the project's tables are to be published. */
record BackfillRequest(
        @Nullable @Verbatim String tableName,
        @Nullable @Verbatim String schemaName) {

    @Nullable
    String suffix() {
        return Optional.ofNullable(tableName).orElse(schemaName);
    }
}
