package dev.hedgerow.connector;

import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.Written;
import dev.hedgerow.engine.duckdb.TestWarehouse;
import java.util.List;
import java.util.Objects;

/** A table of a warehouse into which readers are emptied, to see what arrived. */
public final class Landing {

    private static final TableVersion TABLE = new TableVersion("landed", 1);

    private final TestWarehouse warehouse;
    private final Namespace namespace = TestWarehouse.namespace();

    public Landing(TestWarehouse warehouse) {
        this.warehouse = warehouse;
    }

    public Written load(TableReader reader) {
        return warehouse.warehouse().load(namespace, TABLE, reader.all(), new Cancellation());
    }

    public Written load(TableReader reader, long rows) {
        return warehouse.warehouse().load(namespace, TABLE, reader.next(rows), new Cancellation());
    }

    public Written merge(TableReader reader, long rows, String... key) {
        return warehouse.warehouse().merge(namespace, TABLE, List.of(key), reader.next(rows), new Cancellation());
    }

    /** Rows of a SELECT over the table {@code landed}, each as one text. */
    public List<String> rows(String select) {
        return warehouse.query(namespace, select.replace("landed", TABLE.physicalName()), 1_000_000).rows().stream()
                .map(row -> String.join("|", row.stream().map(Objects::toString).toList()))
                .toList();
    }

    public String value(String expression) {
        return rows("SELECT " + expression + " FROM landed").getFirst();
    }
}
