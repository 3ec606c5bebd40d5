package dev.hedgerow.source;

import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.syncjob.KeptRows;
import dev.hedgerow.syncjob.WarehouseTypes;
import java.util.List;

/** Where a table is in its source, and how the values of its columns arrive: what it takes to query it there. */
record LiveTable(String schema, String table, List<Column> columns) {

    /** @param type as {@link WarehouseTypes} writes it */
    record Column(String name, String dataType, boolean nullable, String type) {

        TableColumn typed() {
            return new TableColumn(name, dataType, nullable, WarehouseTypes.parse(type));
        }
    }

    static LiveTable of(TablePath path, List<TableColumn> columns) {
        return new LiveTable(
                path.schema(),
                path.table(),
                columns.stream()
                        .map(column -> new Column(
                                column.name(),
                                column.dataType(),
                                column.nullable(),
                                WarehouseTypes.name(column.type())))
                        .toList());
    }

    TablePath path() {
        return new TablePath(schema, table);
    }

    List<TableColumn> typedColumns() {
        return columns.stream().map(Column::typed).toList();
    }

    /** As HogQL reads them. */
    List<dev.hedgerow.catalog.TableColumn> described() {
        return described(columns.stream()
                .map(column -> new SourceColumn(column.name, WarehouseTypes.parse(column.type)))
                .toList());
    }

    static List<dev.hedgerow.catalog.TableColumn> described(List<SourceColumn> columns) {
        return WarehouseTypes.described(KeptRows.kept(columns));
    }
}
