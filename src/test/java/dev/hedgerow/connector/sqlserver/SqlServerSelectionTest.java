package dev.hedgerow.connector.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.Cursor;
import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.RowFilter;
import dev.hedgerow.connector.RowFilter.Operator;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableRead.ByCursor;
import dev.hedgerow.connector.TableRead.ByKey;
import dev.hedgerow.connector.TableRead.Checkpoint;
import dev.hedgerow.connector.Watermark;
import dev.hedgerow.connector.sql.Column;
import dev.hedgerow.connector.sql.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The SQL that SQL Server is sent. There is none in these tests: the text is written by its manual. */
class SqlServerSelectionTest {

    private static final TablePath ORDERS = new TablePath("dbo", "orders");
    private static final String MOMENT = "CONVERT(varchar(27), t.[at], 121)";

    private static final List<Column> COLUMNS = List.of(
            new SqlServerType("int", 4, 10, 0).column("id", false),
            new SqlServerType("nvarchar", 100, 0, 0).column("customer", true),
            new SqlServerType("datetime2", 8, 27, 7).column("at", true),
            new SqlServerType("varbinary", 16, 0, 0).column("hash", false),
            new SqlServerType("datetime", 8, 23, 3).column("old", true),
            new SqlServerType("datetimeoffset", 10, 34, 7).column("zoned", true),
            new SqlServerType("bit", 1, 1, 0).column("paid", true));

    @Test
    void allColumnsAreNamed() {
        assertThat(query(TableRead.of(ORDERS).only(List.of("id", "at", "zoned")))
                        .sql())
                .isEqualTo("SELECT t.[id], " + MOMENT
                        + ", CONVERT(varchar(27), CONVERT(datetime2(7), SWITCHOFFSET(t.[zoned], '+00:00')), 121)"
                        + " FROM [dbo].[orders] AS t");
    }

    @Test
    void namesAreQuoted() {
        var path = new TablePath("d]bo", "or'ders");
        var column = new SqlServerType("int", 4, 10, 0).column("a]; DROP TABLE x --", false);

        assertThat(Selection.of(new SqlServerDialect(), TableRead.of(path), List.of(column))
                        .query()
                        .sql())
                .isEqualTo("SELECT t.[a]]; DROP TABLE x --] FROM [d]]bo].[or'ders] AS t");
    }

    @Test
    void filtersAreBound() {
        var query = query(TableRead.of(ORDERS)
                .only(List.of("id"))
                .where(List.of(
                        new RowFilter("customer", Operator.IN, List.of("o'hara", "ada")),
                        new RowFilter("id", Operator.AT_LEAST, List.of("7")),
                        new RowFilter("paid", Operator.EQUAL, List.of("true")),
                        new RowFilter("zoned", Operator.LESS, List.of("2024-01-02T10:00+02:00")))));

        assertThat(query.sql())
                .endsWith(" WHERE (t.[customer] IN (?, ?)) AND (t.[id] >= 7) AND (t.[paid] = CONVERT(bit, ?))"
                        + " AND (t.[zoned] < TODATETIMEOFFSET(CONVERT(datetime2(7), ?, 121), '+00:00'))");
        assertThat(query.values()).containsExactly("o'hara", "ada", "true", "2024-01-02 08:00:00.0000000");
    }

    @Test
    void anIncrementalReadBeginsAtItsWatermarkOrBefore() {
        var cursor = new Cursor("at", CursorType.TIMESTAMP, true, false);
        var watermark = Watermark.from("2024-01-02 10:00:00.1234567").lookingBack(Duration.ofMinutes(1));

        var query = query(TableRead.of(ORDERS)
                .only(List.of("id"))
                .following(cursor, watermark)
                .ordered(new ByCursor(), null));

        assertThat(query.sql())
                .isEqualTo(
                        "SELECT t.[id], " + MOMENT + " FROM [dbo].[orders] AS t WHERE (t.[at] >= DATEADD(second, -60,"
                                + " CONVERT(datetime2(7), CONVERT(datetime2(7), ?, 121))) OR t.[at] IS NULL) ORDER BY t.[at]");
        assertThat(query.values()).containsExactly("2024-01-02 10:00:00.1234567");
    }

    @Test
    void anAppendReadsOnlyWhatIsLater() {
        var cursor = new Cursor("old", CursorType.TIMESTAMP, true, false);

        var query = query(
                TableRead.of(ORDERS).only(List.of("id")).following(cursor, Watermark.after("2024-01-02 10:00:00.003")));

        assertThat(query.sql()).endsWith(" WHERE (t.[old] > CONVERT(datetime, CONVERT(datetime2(3), ?, 121)))");
        assertThat(query.values()).containsExactly("2024-01-02 10:00:00.0030000");
    }

    @Test
    void aReadByKeyGoesOnAfterAllOfIt() {
        var query = query(TableRead.of(ORDERS)
                .only(List.of("id"))
                .ordered(new ByKey(List.of("id", "hash")), new Checkpoint(List.of("7", "CAFE"))));

        assertThat(query.sql())
                .isEqualTo("SELECT t.[id], CONVERT(nvarchar(4000), t.[id]),"
                        + " CONVERT(varchar(max), CONVERT(varbinary(8000), t.[hash]), 2) FROM [dbo].[orders] AS t"
                        + " WHERE (t.[id] > 7 OR t.[id] = 7 AND t.[hash] > CONVERT(varbinary(8000), ?, 2))"
                        + " ORDER BY t.[id], t.[hash]");
        assertThat(query.values()).containsExactly("CAFE");
    }

    @Test
    void whatOutgrewItsTypeIsReadAsText() {
        var query = query(TableRead.of(ORDERS).only(List.of("id")).asText(Set.of("id")));

        assertThat(query.sql()).startsWith("SELECT CONVERT(nvarchar(max), t.[id]) FROM");
    }

    @Test
    void whatIsGoneIsForThePersonToChange() {
        assertThatThrownBy(() -> query(TableRead.of(ORDERS).only(List.of("gone"))))
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("gone");
        assertThatThrownBy(() -> Selection.of(new SqlServerDialect(), TableRead.of(ORDERS), List.of()))
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("dbo.orders");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            bit              | 1    | 1  | 0 | bit               | BOOLEAN       | -
            tinyint          | 1    | 3  | 0 | tinyint           | INTEGER       | INTEGER
            bigint           | 8    | 19 | 0 | bigint            | INTEGER       | INTEGER
            decimal          | 17   | 38 | 10 | decimal(38,10)   | Decimal[precision=38, scale=10] | -
            money            | 8    | 19 | 4 | money             | Decimal[precision=19, scale=4] | -
            smallmoney       | 4    | 10 | 4 | smallmoney        | Decimal[precision=10, scale=4] | -
            float            | 8    | 53 | 0 | float             | DOUBLE        | -
            real             | 4    | 24 | 0 | real              | DOUBLE        | -
            date             | 3    | 10 | 0 | date              | DATE          | DATE
            datetime         | 8    | 23 | 3 | datetime          | TIMESTAMP     | TIMESTAMP
            smalldatetime    | 4    | 16 | 0 | smalldatetime     | TIMESTAMP     | TIMESTAMP
            datetime2        | 8    | 27 | 7 | datetime2(7)      | TIMESTAMP     | TIMESTAMP
            datetimeoffset   | 10   | 34 | 7 | datetimeoffset(7) | INSTANT       | TIMESTAMP
            time             | 5    | 16 | 7 | time(7)           | TEXT          | -
            uniqueidentifier | 16   | 0  | 0 | uniqueidentifier  | UUID          | -
            timestamp        | 8    | 0  | 0 | rowversion        | BYTES         | -
            varbinary        | -1   | 0  | 0 | varbinary(max)    | BYTES         | -
            nvarchar         | 100  | 0  | 0 | nvarchar(50)      | TEXT          | -
            varchar          | -1   | 0  | 0 | varchar(max)      | TEXT          | -
            xml              | -1   | 0  | 0 | xml               | TEXT          | -
            json             | -1   | 0  | 0 | json              | JSON          | -
            sql_variant      | 8016 | 0  | 0 | sql_variant       | TEXT          | -
            geography        | -1   | 0  | 0 | geography         | TEXT          | -
            hierarchyid      | 892  | 0  | 0 | hierarchyid       | TEXT          | -
            vector           | 8000 | 0  | 0 | vector            | TEXT          | -
            """)
    void eachTypeHasItsPlace(
            String name, int bytes, int digits, int scale, String declared, String type, CursorType cursor) {
        var column =
                new SqlServerType(name, bytes, digits, scale).column("c", true).column();

        assertThat(column.dataType()).isEqualTo(declared);
        assertThat(column.type().toString()).isEqualTo(type);
        assertThat(new SqlServerDialect().cursorType(column)).isEqualTo(cursor);
    }

    private static Selection.Query query(TableRead read) {
        return Selection.of(new SqlServerDialect(), read, COLUMNS).query();
    }
}
