package dev.hedgerow.managedwarehouse;

import dev.hedgerow.web.Verbatim;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to make.
 *
 * @param tableName by which the project's tables go into it
 * @param schemaName the newer word for the same
 */
record ProvisionRequest(
        @Nullable @Verbatim String databaseName,
        @Nullable @Verbatim String tableName,
        @Nullable @Verbatim String schemaName) {

    Optional<String> suffix() {
        return Optional.ofNullable(tableName).or(() -> Optional.ofNullable(schemaName));
    }
}
