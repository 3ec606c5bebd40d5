package dev.hedgerow.savedquery;

import dev.hedgerow.catalog.TableColumn;
import dev.hedgerow.query.CompiledView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of a view as it is kept.
 *
 * @param type in ClickHouse's notation
 * @param sources the columns that feed it
 */
record ViewColumn(String name, String type, @Nullable String description, List<CompiledView.Source> sources) {

    static ViewColumn of(CompiledView.Column column) {
        return new ViewColumn(column.column().name(), column.column().type(), null, column.sources());
    }

    TableColumn shape() {
        return new TableColumn(name, type);
    }
}
