package dev.hedgerow.query;

import dev.hedgerow.catalog.TableColumn;
import java.util.List;
import java.util.Set;

/**
 * A view's query in the engine's terms.
 *
 * @param tables the tables and views that its text names
 */
public record CompiledView(String sql, List<Column> columns, Set<String> tables) {

    /**
     * A column of the view.
     *
     * @param sources the columns that feed it, of the tables and views the text names
     */
    public record Column(TableColumn column, List<Source> sources) {}

    /** A column of a table or view, both by name. */
    public record Source(String table, String column) {}

    /** The columns of the table that the view's rows make. */
    public List<TableColumn> tableColumns() {
        return columns.stream().map(Column::column).toList();
    }
}
