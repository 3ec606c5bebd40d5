package dev.hedgerow.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hedgerow.connector.ConnectorException.Cancelled;
import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.ConnectorException.Transient;
import dev.hedgerow.connector.TableRead.ByCursor;
import dev.hedgerow.connector.TableRead.ByKey;
import dev.hedgerow.connector.network.TestTunnel;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.duckdb.TestWarehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What every kind of source does, against a live server. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class ConnectorContract {

    private TestWarehouse warehouse;

    protected abstract Connector connector();

    /** Good ones, of an empty database, as the API keeps them. */
    protected abstract Map<String, Object> settings();

    protected abstract void execute(String sql);

    protected abstract String quoted(String identifier);

    protected abstract TablePath path(String table);

    /** The type of a date with a time, and of no zone. */
    protected abstract String momentType();

    /** SQL that takes a minute. */
    protected abstract String slowQuery();

    /** How many queries of ours the server is busy with. */
    protected abstract int running();

    @BeforeAll
    void open(@TempDir Path directory) {
        warehouse = TestWarehouse.in(directory);
        execute("CREATE TABLE orders (id int PRIMARY KEY, customer varchar(100), total decimal(12,2),"
                + " updated_at %s NULL)".formatted(momentType()));
        execute("""
                INSERT INTO orders VALUES (1, 'ada', 10.50, '2024-01-01 10:00:00'), (2, 'grace', 20, '2024-01-02 10:00:00'),
                    (3, NULL, 30, '2024-01-02 10:00:00'), (4, 'o''hara', NULL, '2024-01-03 10:00:00'), (5, 'ada', 50, NULL)
                """);
        execute("CREATE TABLE numbers (id int PRIMARY KEY, padding varchar(200))");
        execute("INSERT INTO numbers " + numbers(20_000));
    }

    @AfterAll
    void close() throws Exception {
        warehouse.close();
    }

    /** A SELECT of a number and 200 characters, so many times. */
    protected abstract String numbers(int rows);

    @Test
    void goodSettingsLetIn() {
        source().test();
    }

    @Test
    void missingFieldsAreNamedTogether() {
        assertThatThrownBy(() -> connector().source(Map.of("user", "x", "port", "many")))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageStartingWith("Invalid source config: Required field 'host' is missing, ")
                .hasMessageContaining("Field 'port' has an invalid value")
                .hasMessageContaining("Required field 'password' is missing");
    }

    @Test
    void whatIsNoHostIsRefused() {
        assertThatThrownBy(() -> source(Map.of("host", "scheme://host"))).isInstanceOf(InvalidSettings.class);
        assertThatThrownBy(() -> source(Map.of("host", "host:1234"))).isInstanceOf(InvalidSettings.class);
        assertThatThrownBy(() -> source(Map.of("host", "user@host"))).isInstanceOf(InvalidSettings.class);
    }

    @Test
    void aWrongPasswordIsForThePersonToChange() {
        assertThatThrownBy(() -> source(Map.of("password", "hunter2")).test())
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("rejected the username or password")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void anUnknownDatabaseIsForThePersonToChange() {
        assertThatThrownBy(() -> source(Map.of("database", "nowhere")).test())
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("database");
    }

    @Test
    @Tag("pain-63440")
    void aClosedPortMayOpenAgain() {
        assertThatThrownBy(() -> source(Map.of("port", "1")).test())
                .isInstanceOf(Transient.class)
                .hasMessage("Could not connect to the host on the port given");
    }

    @Test
    void anUnknownHostMayBecomeKnown() {
        assertThatThrownBy(() -> source(Map.of("host", "nowhere.invalid")).test())
                .isInstanceOf(Transient.class)
                .hasMessageStartingWith("Could not connect to the host: could not resolve");
    }

    @Test
    void secretsAreNotShown() {
        var password = String.valueOf(settings().get("password"));

        assertThat(source().toString() + source().server()).doesNotContain(password);
    }

    @Test
    void tablesAreDiscovered() {
        var table = table("orders");

        assertThat(table.path()).isEqualTo(path("orders"));
        assertThat(table.kind()).isEqualTo(SourceTable.Kind.TABLE);
        assertThat(table.columns().stream().map(TableColumn::name))
                .containsExactly("id", "customer", "total", "updated_at");
        assertThat(table.columns().stream().map(TableColumn::nullable)).containsExactly(false, true, true, true);
        assertThat(table.primaryKey()).containsExactly("id");
        assertThat(table.cursors())
                .startsWith(
                        new Cursor("updated_at", CursorType.TIMESTAMP, true, false),
                        new Cursor("id", CursorType.INTEGER, false, true));
        assertThat(table.methods())
                .contains(SyncMethod.FULL_REFRESH, SyncMethod.INCREMENTAL, SyncMethod.APPEND)
                .isSubsetOf(connector().methods());
    }

    @Test
    void viewsAreTablesWithoutKeys() {
        execute("CREATE VIEW big_orders AS SELECT * FROM orders WHERE total > 10");

        var view = table("big_orders");

        assertThat(view.kind()).isEqualTo(SourceTable.Kind.VIEW);
        assertThat(view.primaryKey()).isEmpty();
        assertThat(view.likelyKey()).containsExactly("id");
        assertThat(landed(TableRead.of(view.path())).rows("SELECT count(*) FROM landed"))
                .containsExactly("4");
    }

    @Test
    void allRowsArrive() {
        assertThat(landed(TableRead.of(path("orders"))).rows("SELECT * FROM landed ORDER BY id"))
                .containsExactly(
                        "1|ada|10.50|2024-01-01T10:00",
                        "2|grace|20.00|2024-01-02T10:00",
                        "3|null|30.00|2024-01-02T10:00",
                        "4|o'hara|null|2024-01-03T10:00",
                        "5|ada|50.00|null");
    }

    @Test
    void anEmptyTableHasItsColumns() {
        execute("CREATE TABLE nothing (id int, name varchar(10))");

        try (var reader = source().read(TableRead.of(path("nothing")))) {
            assertThat(new Landing(warehouse).load(reader).rows()).isZero();
            assertThat(reader.columns().stream().map(SourceColumn::name)).containsExactly("id", "name");
            assertThat(reader.ended()).isTrue();
        }
    }

    @Test
    void wideTablesArriveWhole() {
        var columns = IntStream.range(0, 150).mapToObj(i -> "c" + i + " int").collect(Collectors.joining(", "));
        execute("CREATE TABLE wide (" + columns + ")");
        execute("INSERT INTO wide VALUES ("
                + IntStream.range(0, 150).mapToObj(Integer::toString).collect(Collectors.joining(", ")) + ")");

        assertThat(landed(TableRead.of(path("wide"))).rows("SELECT c0, c75, c149 FROM landed"))
                .containsExactly("0|75|149");
    }

    @Test
    void namesMayBeAnything() {
        for (var name : List.of("a\"; DROP TABLE orders; --", "it's `quoted`", "größer ☃", "select", "x".repeat(63))) {
            execute("CREATE TABLE %1$s (%1$s int)".formatted(quoted(name)));
            execute("INSERT INTO %s VALUES (7)".formatted(quoted(name)));

            assertThat(table(name).columns().getFirst().name()).isEqualTo(name);
            var read = TableRead.of(path(name))
                    .only(List.of(name))
                    .where(List.of(new RowFilter(name, RowFilter.Operator.EQUAL, List.of("7"))))
                    .following(new Cursor(name, CursorType.INTEGER, true, false), Watermark.from("0"))
                    .ordered(new ByCursor(), null);
            assertThat(landed(read).rows("SELECT * FROM landed")).containsExactly("7");
        }
    }

    @Test
    void columnsAreThoseAskedFor() {
        var read = TableRead.of(path("orders")).only(List.of("total", "id"));

        assertThat(landed(read).rows("SELECT * FROM landed WHERE id = 1")).containsExactly("10.50|1");
    }

    @Test
    void filtersAreApplied() {
        assertThat(filtered("customer", "=", "o'hara")).containsExactly("4");
        assertThat(filtered("customer", "=", "\\' OR 1=1 -- ")).isEmpty();
        assertThat(filtered("total", ">=", 20)).containsExactly("2", "3", "5");
        assertThat(filtered("id", "not in", "1, 2,3")).containsExactly("4", "5");
        assertThat(filtered("customer", "IN", List.of("ada", "grace"))).containsExactly("1", "2", "5");
        assertThat(filtered("updated_at", "<", "2024-01-02T10:00:00")).containsExactly("1");
    }

    private List<String> filtered(String column, String operator, Object value) {
        var filters = RowFilter.of(
                List.of(Map.of("column", column, "operator", operator, "value", value)),
                table("orders").columns());
        return landed(TableRead.of(path("orders")).where(filters)).rows("SELECT id FROM landed ORDER BY id");
    }

    @Test
    void equalAndMissingCursorValuesAreReadAgain() {
        assertThat(since("2024-01-02T10:00:00", Watermark.Bound.FROM, Duration.ZERO))
                .containsExactly("2", "3", "4", "5");
        assertThat(since("2024-01-02T10:00:00", Watermark.Bound.AFTER, Duration.ZERO))
                .containsExactly("4");
        assertThat(since("2024-01-02T10:00:01", Watermark.Bound.FROM, Duration.ofSeconds(1)))
                .containsExactly("2", "3", "4", "5");
    }

    private List<String> since(String value, Watermark.Bound bound, Duration lookback) {
        var read = TableRead.of(path("orders"))
                .following(table("orders").cursors().getFirst(), new Watermark(value, bound, lookback));
        return landed(read).rows("SELECT id FROM landed ORDER BY id");
    }

    @Test
    void theHighestValueIsWhereToGoOnFrom() {
        var cursor = table("orders").cursors().getFirst();
        var read = TableRead.of(path("orders")).following(cursor, null);
        try (var reader = source().read(read)) {
            new Landing(warehouse).load(reader);

            assertThat(reader.highest())
                    .hasValueSatisfying(highest -> assertThat(since(highest, Watermark.Bound.FROM, Duration.ZERO))
                            .containsExactly("4", "5"));
            assertThat(reader.rows()).isEqualTo(5);
        }
    }

    @Test
    void aReadByCursorGoesOnWhereItBrokeOff() {
        var cursor = table("orders").cursors().getFirst();
        var read = TableRead.of(path("orders")).following(cursor, null);
        var landing = new Landing(warehouse);
        TableRead.Checkpoint checkpoint;
        try (var reader = source().read(read.ordered(new ByCursor(), null))) {
            landing.load(reader, 3);
            assertThat(reader.ended()).isFalse();
            checkpoint = reader.reached().orElseThrow();
        }

        try (var reader = source().read(read.ordered(new ByCursor(), checkpoint))) {
            landing.merge(reader, Long.MAX_VALUE, "id");

            assertThat(reader.rows()).isLessThan(5);
        }

        assertThat(landing.rows("SELECT id FROM landed ORDER BY id")).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void aReadByKeyGoesOnWhereItBrokeOff() {
        var read = TableRead.of(path("numbers"));
        var key = new ByKey(List.of("id"));
        var landing = new Landing(warehouse);
        TableRead.Checkpoint checkpoint;
        try (var reader = source().read(read.ordered(key, null))) {
            landing.load(reader, 7001);
            assertThat(reader.rows()).isEqualTo(7001);
            checkpoint = reader.reached().orElseThrow();
        }

        try (var reader = source().read(read.ordered(key, checkpoint))) {
            landing.merge(reader, Long.MAX_VALUE, "id");

            assertThat(reader.rows()).isEqualTo(12_999);
        }

        assertThat(landing.rows("SELECT count(*), count(DISTINCT id), min(length(padding)) FROM landed"))
                .containsExactly("20000|20000|200");
    }

    @Test
    void aReadSeesOneMoment() {
        execute("CREATE TABLE moment (id int PRIMARY KEY)");
        execute("INSERT INTO moment VALUES (1), (2), (3)");

        try (var reader = source().read(TableRead.of(path("moment")).ordered(new ByKey(List.of("id")), null))) {
            execute("DELETE FROM moment WHERE id = 2");
            execute("INSERT INTO moment VALUES (4)");
            var landing = new Landing(warehouse);
            landing.load(reader);

            assertThat(landing.rows("SELECT id FROM landed ORDER BY id")).containsExactly("1", "2", "3");
        }
    }

    @Test
    void whatIsGoneIsForThePersonToChange() {
        assertThatThrownBy(() -> source().read(TableRead.of(path("gone"))))
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("gone");
        assertThatThrownBy(() -> source().read(TableRead.of(path("orders")).only(List.of("id", "gone"))))
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("gone");
    }

    @Test
    @SuppressWarnings("try") // closing early is the point
    void closingEndsTheWorkAtTheSource() {
        execute("CREATE VIEW slow AS " + slowQuery());
        try (var reader = source().read(TableRead.of(path("slow")))) {
            var loading = CompletableFuture.supplyAsync(() -> new Landing(warehouse).load(reader));
            await().until(() -> running() == 1);

            reader.close();

            assertThatThrownBy(() -> loading.get(5, java.util.concurrent.TimeUnit.SECONDS))
                    .hasCauseInstanceOf(Cancelled.class);
            await().atMost(Duration.ofSeconds(5)).until(() -> running() == 0);
        }
    }

    @Test
    void aBrokenWireIsNoEnd() throws Exception {
        try (var proxy = new CuttableProxy(port());
                var reader = source(Map.of("port", proxy.port())).read(TableRead.of(path("numbers")))) {
            proxy.cutAfter(500_000);

            assertThatThrownBy(() -> new Landing(warehouse).load(reader)).isInstanceOf(Transient.class);
            assertThat(reader.ended()).isFalse();
        }
    }

    @Test
    void aTunnelLeadsThere() throws Exception {
        try (var tunnel = TestTunnel.start()) {
            var source = source(Map.of("ssh_tunnel", tunnel.settings("password", TestTunnel.PASSWORD)));

            source.test();
            try (var reader = source.read(TableRead.of(path("numbers")))) {
                assertThat(new Landing(warehouse).load(reader).rows()).isEqualTo(20_000);
            }
            assertThat(tunnel.forwarded()).isPositive();
        }
    }

    @Test
    @Tag("pain-63440")
    void aTunnelRefusesStrangers() throws Exception {
        try (var tunnel = TestTunnel.start()) {
            assertThatThrownBy(() -> source(Map.of("ssh_tunnel", tunnel.settings("password", "wrong")))
                            .test())
                    .isInstanceOf(Permanent.class)
                    .hasMessageContaining("rejected");
        }
    }

    private Landing landed(TableRead read) {
        var landing = new Landing(warehouse);
        try (var reader = source().read(read)) {
            landing.load(reader);
        }
        return landing;
    }

    private SourceTable table(String name) {
        return source().discover().stream()
                .filter(table -> table.path().equals(path(name)))
                .findFirst()
                .orElseThrow();
    }

    private int port() {
        return Integer.parseInt(String.valueOf(settings().get("port")));
    }

    private RemoteSource source() {
        return connector().source(settings());
    }

    private RemoteSource source(Map<String, ?> changed) {
        var settings = new HashMap<>(settings());
        settings.putAll(changed);
        return connector().source(settings);
    }

    protected TestWarehouse warehouse() {
        return warehouse;
    }
}
