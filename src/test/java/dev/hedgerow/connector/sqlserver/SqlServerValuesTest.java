package dev.hedgerow.connector.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.RowBatch;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.duckdb.TestWarehouse;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.rowset.RowSetMetaDataImpl;
import javax.sql.rowset.RowSetProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the driver is documented to hand out, into the warehouse. */
class SqlServerValuesTest {

    private static final List<TableColumn> COLUMNS = List.of(
            column("bit", 1, 0),
            column("bigint", 19, 0),
            column("decimal", 38, 10),
            column("real", 24, 0),
            column("date", 10, 0),
            column("datetime2", 27, 7),
            column("datetimeoffset", 34, 7),
            column("time", 16, 7),
            column("uniqueidentifier", 0, 0),
            column("varbinary", 0, 0),
            column("nvarchar", 0, 0),
            column("money", 19, 4));

    @Test
    void allTypesArriveAndSoDoNulls(@TempDir Path directory) throws Exception {
        var values = new SqlServerValues(COLUMNS);
        var rows = rows(
                new Object[] {
                    true,
                    Long.MIN_VALUE,
                    new BigDecimal("1234567890123456789012345678.0123456789"),
                    0.1f,
                    "9999-12-31",
                    "2024-03-31 02:30:00.1234567",
                    "0001-01-01 00:00:00.0000000",
                    "23:59:59.9999999",
                    "6F9619FF-8B86-D011-B42D-00C04FC964FF",
                    new byte[] {0, (byte) 0xff},
                    "naïve 🌱",
                    new BigDecimal("922337203685477.5807")
                },
                new Object[COLUMNS.size()]);

        try (var warehouse = TestWarehouse.in(directory)) {
            var namespace = TestWarehouse.namespace();
            var table = new TableVersion("landed", 1);
            warehouse.warehouse().load(namespace, table, source(values, rows), new Cancellation());

            assertThat(warehouse
                            .query(
                                    namespace,
                                    "SELECT * REPLACE (hex(varbinary) AS varbinary) FROM " + table.physicalName(),
                                    10)
                            .rows())
                    .map(row ->
                            String.join("|", row.stream().map(String::valueOf).toList()))
                    .containsExactlyInAnyOrder(
                            "true|-9223372036854775808|1234567890123456789012345678.0123456789|0.1|9999-12-31"
                                    + "|2024-03-31T02:30:00.123456|0001-01-01T00:00:00Z|23:59:59.9999999"
                                    + "|6f9619ff-8b86-d011-b42d-00c04fc964ff|00FF|naïve 🌱|922337203685477.5807",
                            "null|null|null|null|null|null|null|null|null|null|null|null");
        }
        assertThat(values.warnings())
                .containsExactly("1 values of column datetime2 have a seventh digit of the second, which was cut off.");
    }

    private static TableColumn column(String type, int digits, int scale) {
        return new SqlServerType(type, 16, digits, scale).column(type, true).column();
    }

    private static ResultSet rows(Object[]... rows) throws SQLException {
        var set = RowSetProvider.newFactory().createCachedRowSet();
        var description = new RowSetMetaDataImpl();
        description.setColumnCount(COLUMNS.size());
        set.setMetaData(description);
        for (var row : rows) {
            set.moveToInsertRow();
            for (int i = 0; i < row.length; i++) {
                set.updateObject(i + 1, row[i]);
            }
            set.insertRow();
            set.moveToCurrentRow();
        }
        set.beforeFirst();
        return set;
    }

    private static RowSource source(SqlServerValues values, ResultSet rows) {
        return new RowSource() {
            @Override
            public List<SourceColumn> columns() {
                return COLUMNS.stream()
                        .map(column -> new SourceColumn(column.name(), column.type()))
                        .toList();
            }

            @Override
            public int fill(RowBatch batch) {
                try {
                    int filled = 0;
                    while (!rows.isAfterLast() && rows.next()) {
                        for (int column = 0; column < COLUMNS.size(); column++) {
                            values.write(batch, filled, column, rows);
                        }
                        filled++;
                    }
                    return filled;
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }
}
