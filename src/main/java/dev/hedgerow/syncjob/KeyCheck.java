package dev.hedgerow.syncjob;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.Warehouse;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whether a key tells rows apart: merging by one that does not would lose rows without a word. */
@Component
class KeyCheck {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Warehouse warehouse;

    KeyCheck(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    void requireUnique(TableSync work, TableVersion version, List<String> key) {
        if (!key.isEmpty() && !key.equals(work.table().primaryKey()) && !isUnique(work, version, key)) {
            throw new ConnectorException.Permanent(
                    "Several rows of %s have the same %s: choose a primary key that tells its rows apart, or sync it another way."
                            .formatted(work.sync().name(), String.join(", ", key)),
                    null);
        }
    }

    boolean isUnique(TableSync work, TableVersion version, List<String> key) {
        var columns = key.stream().map(KeyCheck::quoted).collect(joining(", "));
        var select =
                "SELECT 1 FROM %s GROUP BY %s HAVING count(*) > 1".formatted(quoted(version.physicalName()), columns);
        return warehouse
                .fetch(work.namespace(), select, new QueryLimits(1, PATIENCE), work.cancellation())
                .rows()
                .isEmpty();
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
