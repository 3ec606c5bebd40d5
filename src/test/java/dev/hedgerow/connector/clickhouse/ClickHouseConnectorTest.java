package dev.hedgerow.connector.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.ConnectorException.Cancelled;
import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.ConnectorException.Transient;
import dev.hedgerow.connector.Cursor;
import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.CuttableProxy;
import dev.hedgerow.connector.InvalidSettings;
import dev.hedgerow.connector.Landing;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.RowFilter;
import dev.hedgerow.connector.SourceTable;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableRead.ByCursor;
import dev.hedgerow.connector.TableRead.Checkpoint;
import dev.hedgerow.connector.Watermark;
import dev.hedgerow.connector.network.HostPolicy;
import dev.hedgerow.connector.network.TestTunnel;
import dev.hedgerow.engine.duckdb.TestWarehouse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings, transport, errors and what is asked for, with recorded answers; no server has been read from live. */
class ClickHouseConnectorTest {

    private static final TablePath ORDERS = new TablePath("shop", "orders");
    private static final Cursor UPDATED = new Cursor("updated_at", CursorType.TIMESTAMP, false, true);

    private RecordedClickHouse server;

    @BeforeEach
    void start() throws IOException {
        server = new RecordedClickHouse()
                .answerColumns("name, engine", recorded("tables"))
                .answerColumns("table, name, type", recorded("columns"))
                .answerColumns("t.`id`", recorded("orders"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void goodSettingsLetIn() {
        source(Map.of()).test();

        assertThat(server.lastAsked().query())
                .contains("database=shop", "session_timezone=UTC", "cancel_http_readonly_queries_on_client_close=1");
        assertThat(server.lastAsked().authorization())
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("reader:s3cret:ü".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void missingFieldsAreNamedTogether() {
        assertThatThrownBy(() -> connector().source(Map.of("user", "x", "port", "many")))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageStartingWith("Invalid source config: Required field 'host' is missing, ")
                .hasMessageContaining("Field 'port' has an invalid value")
                .hasMessageContaining("Required field 'database' is missing");
    }

    @Test
    void internalHostsAreRefusedWhereTheyAreBlocked() {
        var source = new ClickHouseConnector(HostPolicy.of(true)).source(server.settings());

        assertThatThrownBy(source::test).isInstanceOf(Permanent.class).hasMessageContaining("internal");
        assertThat(server.requests()).isZero();
    }

    @Test
    void aClosedPortMayOpenAgain() {
        assertThatThrownBy(source(Map.of("port", 1))::test)
                .isInstanceOf(Transient.class)
                .hasMessage("Could not connect to the host on the port given");
    }

    @Test
    void anUnknownHostMayBecomeKnown() {
        assertThatThrownBy(source(Map.of("host", "nowhere.invalid"))::test)
                .isInstanceOf(Transient.class)
                .hasMessageStartingWith("Could not connect to the host: could not resolve");
    }

    @Test
    void theCertificateIsVerifiedUnlessThatIsOff() throws IOException {
        try (var secured = RecordedClickHouse.withTls()) {
            var settings = new HashMap<>(secured.settings());
            settings.put("host", "localhost");
            settings.put("secure", "true");

            assertThatThrownBy(connector().source(settings)::test)
                    .isInstanceOf(Permanent.class)
                    .hasMessageContaining("certificate");
            settings.put("verify", "false");
            connector().source(settings).test();

            assertThat(secured.requests()).isEqualTo(1);
        }
    }

    @Test
    void whatSpeaksInTheClearIsNoTls() throws IOException {
        try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var answering = CompletableFuture.runAsync(() -> {
                try (var client = plain.accept()) {
                    client.getOutputStream()
                            .write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    client.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });

            assertThatThrownBy(source(Map.of("secure", "true", "port", plain.getLocalPort()))::test)
                    .isInstanceOf(Permanent.class)
                    .hasMessageContaining("does not speak TLS");
            answering.join();
        }
    }

    @Test
    void redirectsAreNotFollowed() {
        server.redirect("http://127.0.0.1:" + server.port() + "/elsewhere");

        assertThatThrownBy(source(Map.of())::test).isInstanceOf(Permanent.class).hasMessageContaining("307");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void whatIsNoClickHouseIsSaidToBeNone() {
        server.refuse(200, "\0\5hello");

        assertThatThrownBy(source(Map.of())::test).isInstanceOf(Permanent.class).hasMessageContaining("not ClickHouse");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | Code: 516. DB::Exception: reader: Authentication failed: password is incorrect. (AUTHENTICATION_FAILED) (version 26.7.2.1 (official build)) | Permanent | ClickHouse rejected the username or password.
            404 | Code: 81. DB::Exception: Database nowhere does not exist. (UNKNOWN_DATABASE) (version 26.7.2.1 (official build)) | Permanent | The database does not exist.
            403 | Code: 497. DB::Exception: reader: Not enough privileges. (ACCESS_DENIED) (version 26.7.2.1 (official build)) | Permanent | ClickHouse refused: reader: Not enough privileges. (ACCESS_DENIED)
            500 | Code: 164. DB::Exception: Cannot modify 'session_timezone' setting in readonly mode. (READONLY) | Permanent | This user may not change settings of its queries. Give it readonly = 2, not 1.
            408 | Code: 159. DB::Exception: Timeout exceeded. (TIMEOUT_EXCEEDED) | Transient | ClickHouse took too long.
            500 | Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED) (version 26.7.2.1 (official build)) | Transient | ClickHouse could not go on: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)
            400 | Port 9000 is for clickhouse-client program | Permanent | What answers there is not ClickHouse's HTTP interface: HTTP status 400.
            502 | <html>Bad Gateway</html> | Transient | ClickHouse could not go on: HTTP status 502.
            """)
    void theServersNumbersSayWhy(int status, String words, String kind, String message) {
        server.refuse(status, words);

        assertThatThrownBy(source(Map.of())::test)
                .isInstanceOf(ConnectorException.class)
                .hasMessage(message)
                .satisfies(failure ->
                        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind));
    }

    @Test
    void tablesAreDiscovered() {
        var tables = source(Map.of()).discover();

        assertThat(tables.stream().map(SourceTable::name)).containsExactly("big_orders", "by_day", "orders");
        assertThat(tables.stream().map(SourceTable::kind))
                .containsExactly(SourceTable.Kind.VIEW, SourceTable.Kind.MATERIALIZED_VIEW, SourceTable.Kind.TABLE);
        var orders = tables.getLast();
        assertThat(orders.columns().stream().map(TableColumn::name))
                .containsExactly("id", "customer", "total", "updated_at");
        assertThat(orders.columns().stream().map(TableColumn::nullable)).containsExactly(false, true, false, false);
        assertThat(orders.columns().stream().map(TableColumn::dataType))
                .containsExactly(
                        "UInt64", "LowCardinality(Nullable(String))", "Decimal(12, 2)", "DateTime64(3, 'UTC')");
        assertThat(orders.primaryKey()).isEmpty();
        assertThat(orders.likelyKey()).containsExactly("id");
        assertThat(orders.cursors()).containsExactly(UPDATED, new Cursor("id", CursorType.INTEGER, false, false));
        assertThat(orders.estimatedRows()).isEqualTo(2);
        assertThat(orders.comment()).isEqualTo("what was bought");
    }

    @Test
    void rowsArriveAndTellWhereToGoOn(@TempDir Path directory) throws Exception {
        try (var warehouse = TestWarehouse.in(directory);
                var reader = source(Map.of()).read(byCursor(null))) {
            var landing = new Landing(warehouse);
            landing.load(reader);

            assertThat(landing.rows("SELECT * FROM landed ORDER BY id"))
                    .containsExactly("1|ada|10.50|2024-01-01T10:00:00Z", "2|null|20.00|2024-01-02T10:00:00.500Z");
            assertThat(reader.ended()).isTrue();
            assertThat(reader.highest()).contains("2024-01-02 10:00:00.500");
            assertThat(reader.reached()).contains(new Checkpoint(List.of("2024-01-02 10:00:00.500")));
        }
    }

    @Test
    void valuesAreBoundAndTheServerIsGivenATime(@TempDir Path directory) throws Exception {
        var read = byCursor(Watermark.from("2024-01-02 10:00:00.500").lookingBack(Duration.ofSeconds(5)))
                .where(List.of(new RowFilter("customer", RowFilter.Operator.EQUAL, List.of("o'h\\a\tra"))))
                .within(Duration.ofSeconds(7));

        try (var warehouse = TestWarehouse.in(directory);
                var reader = source(Map.of()).read(read)) {
            new Landing(warehouse).load(reader);
        }

        assertThat(server.lastAsked().sql())
                .endsWith("FROM `shop`.`orders` AS t WHERE (t.`customer` = CAST({p1:String} AS String))"
                        + " AND (t.`updated_at` >= subtractSeconds(toDateTime64({p2:String}, 3, 'UTC'), 5)"
                        + " OR t.`updated_at` IS NULL) ORDER BY t.`updated_at` ASC NULLS FIRST"
                        + " FORMAT RowBinaryWithNamesAndTypes");
        assertThat(server.lastAsked().query())
                .contains("param_p1=o'h\\\\a\\tra", "param_p2=2024-01-02+10:00:00.500", "max_execution_time=7");
    }

    @Test
    void anErrorWhereARowShouldBeFailsTheRead(@TempDir Path directory) throws Exception {
        var words = "Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)"
                .getBytes(StandardCharsets.UTF_8);
        var rows = recorded("orders");
        var both = Arrays.copyOf(rows, rows.length + words.length);
        System.arraycopy(words, 0, both, rows.length, words.length);
        server.answerColumns("t.`id`", both);

        try (var warehouse = TestWarehouse.in(directory);
                var reader = source(Map.of()).read(byCursor(null))) {
            assertThatThrownBy(() -> new Landing(warehouse).load(reader))
                    .isInstanceOf(Transient.class)
                    .hasMessageContaining("Memory limit exceeded");
            assertThat(reader.ended()).isFalse();
        }
    }

    @Test
    void aRowThatIsCutOffIsNoEnd(@TempDir Path directory) throws Exception {
        var rows = recorded("orders");
        server.answerColumns("t.`id`", Arrays.copyOf(rows, rows.length - 3));

        try (var warehouse = TestWarehouse.in(directory);
                var reader = source(Map.of()).read(byCursor(null))) {
            assertThatThrownBy(() -> new Landing(warehouse).load(reader)).isInstanceOf(Transient.class);
            assertThat(reader.ended()).isFalse();
        }
    }

    @Test
    void aBrokenWireIsNoEnd(@TempDir Path directory) throws Exception {
        try (var proxy = new CuttableProxy(server.port());
                var warehouse = TestWarehouse.in(directory);
                var reader = source(Map.of("port", proxy.port())).read(byCursor(null))) {
            proxy.cutAfter(recorded("orders").length);
            assertThatThrownBy(() -> new Landing(warehouse).load(reader)).isInstanceOf(Transient.class);
            assertThat(reader.ended()).isFalse();
        }
    }

    @Test
    @SuppressWarnings("try") // closing early is the point
    void closingEndsTheWait(@TempDir Path directory) throws Exception {
        var begun = server.stall("t.`id`");
        try (var warehouse = TestWarehouse.in(directory);
                var reader = source(Map.of()).read(byCursor(null))) {
            var loading = CompletableFuture.supplyAsync(() -> new Landing(warehouse).load(reader));
            begun.get(5, TimeUnit.SECONDS);

            reader.close();

            assertThatThrownBy(() -> loading.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(Cancelled.class);
        }
    }

    @Test
    void whatIsGoneIsForThePersonToChange() {
        server.answerColumns("table, name, type", new byte[0]);

        assertThatThrownBy(() -> source(Map.of()).read(TableRead.of(ORDERS)))
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("shop.orders");
    }

    @Test
    void aTunnelLeadsThere() throws Exception {
        try (var tunnel = TestTunnel.start()) {
            source(Map.of("ssh_tunnel", tunnel.settings("password", TestTunnel.PASSWORD)))
                    .test();

            assertThat(tunnel.forwarded()).isPositive();
        }
    }

    private static TableRead byCursor(@Nullable Watermark watermark) {
        return TableRead.of(ORDERS).following(UPDATED, watermark).ordered(new ByCursor(), null);
    }

    /** Bytes that the engine wrote of three tables. */
    private static byte[] recorded(String name) {
        return RecordedClickHouse.recordings("shop.txt").stream()
                .filter(recording -> recording[0].equals(name))
                .map(recording -> HexFormat.of().parseHex(recording[1]))
                .findFirst()
                .orElseThrow();
    }

    private static ClickHouseConnector connector() {
        return new ClickHouseConnector(HostPolicy.of(false));
    }

    private RemoteSource source(Map<String, ?> changed) {
        var settings = new HashMap<>(server.settings());
        settings.putAll(changed);
        return connector().source(settings);
    }
}
