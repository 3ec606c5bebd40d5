package dev.hedgerow.connector.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.bson.Document;
import dev.hedgerow.connector.ConnectorException.Cancelled;
import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.ConnectorException.Transient;
import dev.hedgerow.connector.Cursor;
import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.CuttableProxy;
import dev.hedgerow.connector.Landing;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.RowFilter;
import dev.hedgerow.connector.SourceTable;
import dev.hedgerow.connector.SyncMethod;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableRead.ByCursor;
import dev.hedgerow.connector.TableRead.ByKey;
import dev.hedgerow.connector.TableRead.Checkpoint;
import dev.hedgerow.connector.Watermark;
import dev.hedgerow.connector.Watermark.Bound;
import dev.hedgerow.connector.network.HostPolicy;
import dev.hedgerow.engine.duckdb.TestWarehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a connector does with the documents of a server; of one in memory, which is not MongoDB. */
class MongoReadTest {

    private static final Cursor UPDATED = new Cursor("updatedAt", CursorType.TIMESTAMP, true, true);
    private static final ByKey BY_ID = new ByKey(List.of("_id"));

    static TestWarehouse warehouse;

    private InMemoryMongo server;

    @BeforeAll
    static void open(@TempDir Path directory) {
        warehouse = TestWarehouse.in(directory);
    }

    @AfterAll
    static void close() throws Exception {
        warehouse.close();
    }

    @BeforeEach
    void start() {
        server = new InMemoryMongo();
        server.collection(
                "orders",
                List.of("updatedAt", "customer"),
                "{_id: 1, customer: 'ada', updatedAt: {$date: '2024-01-01T10:00:00Z'}}",
                "{_id: 2, customer: 'grace', updatedAt: {$date: '2024-01-02T10:00:00Z'}}",
                "{_id: 3, updatedAt: {$date: '2024-01-02T10:00:00Z'}}",
                "{_id: 4, customer: \"o'hara\", updatedAt: {$date: '2024-01-03T10:00:00.500Z'}}",
                "{_id: 5, customer: 'ada', updatedAt: null}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void collectionsAreDiscovered() {
        server.collection("empty", List.of());
        server.answer("listCollections", (_, usual) -> {
            var answer = usual.get();
            listed(answer).add(new Document("name", "spenders").append("type", "view"));
            listed(answer).add(new Document("name", "weather").append("type", "timeseries"));
            listed(answer).add(new Document("name", "system.views").append("type", "collection"));
            return answer;
        });

        var tables = source().discover();

        assertThat(tables.stream().map(SourceTable::name)).containsExactly("empty", "orders", "spenders", "weather");
        var orders = tables.get(1);
        assertThat(orders.path()).isEqualTo(path("orders"));
        assertThat(orders.columns().stream().map(TableColumn::name))
                .containsExactly("_id", "updatedAt", "customer", "data");
        assertThat(orders.columns().stream().map(TableColumn::nullable)).containsExactly(false, true, true, false);
        assertThat(orders.primaryKey()).containsExactly("_id");
        assertThat(orders.cursors()).containsExactly(UPDATED, new Cursor("_id", CursorType.INTEGER, false, true));
        assertThat(orders.methods())
                .containsExactlyInAnyOrder(SyncMethod.FULL_REFRESH, SyncMethod.INCREMENTAL, SyncMethod.APPEND);
        assertThat(tables.getFirst().cursors()).containsExactly(new Cursor("_id", CursorType.OBJECTID, false, true));
        for (var unkeyed : tables.subList(2, 4)) {
            assertThat(unkeyed.columns().stream().map(TableColumn::name)).containsExactly("_id", "data");
            assertThat(unkeyed.primaryKey()).isEmpty();
            assertThat(unkeyed.methods()).containsExactly(SyncMethod.FULL_REFRESH);
        }
        assertThat(tables.get(2).kind()).isEqualTo(SourceTable.Kind.VIEW);
    }

    @SuppressWarnings("unchecked")
    private static List<Document> listed(Document answer) {
        var cursor = (Document) Objects.requireNonNull(answer.get("cursor"));
        return (List<Document>) Objects.requireNonNull(cursor.get("firstBatch"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {$date: '2024-01-01T10:00:00Z'}       | TIMESTAMP
            {$oid: '507f1f77bcf86cd799439011'}    | OBJECTID
            {$numberInt: '1'}                     | INTEGER
            {$numberLong: '1'}                    | INTEGER
            {$numberDouble: '1.5'}                | NUMERIC
            null                                  | OBJECTID
            'text'                                | NULL
            true                                  | NULL
            """, nullValues = "NULL", quoteCharacter = '`')
    void theGreatestValueSaysHowAFieldCanBeFollowed(String json, @Nullable CursorType type) {
        server.collection("things", List.of("grown"), "{_id: 1, grown: " + json + "}");

        assertThat(table("things").cursors().stream()
                        .filter(cursor -> cursor.column().equals("grown"))
                        .map(Cursor::type))
                .isEqualTo(type == null ? List.of() : List.of(type));
    }

    @Test
    void documentsArriveWholeAndExact() {
        server.collection(
                "things",
                List.of("at", "ref"),
                "{_id: {$oid: '507f1f77bcf86cd799439011'}, at: {$date: '2024-01-01T10:00:00.500Z'},"
                        + " ref: [1, {$numberDecimal: '1.10'}], long: {$numberLong: '9007199254740993'},"
                        + " nested: {a: {b: [null, true, 0.1]}}, text: \"größer ☃ \\u0000\", Ref: 1}");

        var landing = landed(TableRead.of(path("things")));

        assertThat(landing.rows("SELECT _id, \"at\", ref FROM landed"))
                .containsExactly("507f1f77bcf86cd799439011|2024-01-01T10:00:00.500Z"
                        + "|[{\"$numberInt\": \"1\"}, {\"$numberDecimal\": \"1.10\"}]");
        assertThat(landing.value("typeof(data)")).isEqualTo("JSON");
        assertThat(landing.value("data::VARCHAR"))
                .isEqualTo(
                        "{\"_id\": {\"$oid\": \"507f1f77bcf86cd799439011\"},"
                                + " \"at\": {\"$date\": \"2024-01-01T10:00:00.5Z\"},"
                                + " \"ref\": [1, {\"$numberDecimal\": \"1.10\"}], \"long\": 9007199254740993,"
                                + " \"nested\": {\"a\": {\"b\": [null, true, 0.1]}}, \"text\": \"größer ☃ \\u0000\", \"Ref\": 1}");
    }

    @Test
    void anEmptyCollectionHasItsColumns() {
        server.collection("nothing", List.of("at"));

        var read = TableRead.of(path("nothing"));

        assertThat(landed(read).rows("SELECT _id, \"at\", data FROM landed")).isEmpty();
    }

    @Test
    void namesMayBeAnything() {
        for (var name : List.of("it's `quoted`", "a\"; drop", "größer ☃", "select")) {
            server.collection(
                    "c " + name,
                    List.of(name),
                    BsonDocument.parse("{_id: 1}")
                            .append(name, new BsonInt32(7))
                            .toJson());

            var read = TableRead.of(path("c " + name))
                    .only(List.of(name))
                    .where(List.of(new RowFilter(name, RowFilter.Operator.EQUAL, List.of("7"))))
                    .following(new Cursor(name, CursorType.INTEGER, true, true), Watermark.from("0"))
                    .ordered(new ByCursor(), null);

            assertThat(landed(read).rows("SELECT * FROM landed")).containsExactly("7");
        }
    }

    @Test
    void onlyWhatIsAskedForIsSent() {
        assertThat(landed(TableRead.of(path("orders")).only(List.of("customer", "_id")))
                        .rows("SELECT * FROM landed WHERE _id = '1'"))
                .containsExactly("ada|1");
        assertThat(server.asked("find").getLast().get("projection"))
                .isEqualTo(new Document("customer", 1).append("_id", 1));
    }

    @Test
    void filtersAreApplied() {
        assertThat(filtered("customer", "=", "o'hara")).containsExactly("4");
        assertThat(filtered("customer", "=", "{$gt: ''}")).isEmpty();
        assertThat(filtered("customer", "<>", "ada")).containsExactly("2", "4");
        assertThat(filtered("_id", ">=", 3)).containsExactly("3", "4", "5");
        assertThat(filtered("_id", "not in", "1, 2,3")).containsExactly("4", "5");
        assertThat(filtered("customer", "IN", List.of("ada", "grace"))).containsExactly("1", "2", "5");
        assertThat(filtered("updatedAt", "<", "2024-01-02T10:00:00")).containsExactly("1");
        assertThat(filtered("updatedAt", "=", "2024-01-02T12:00:00+02:00")).containsExactly("2", "3");
    }

    private List<String> filtered(String column, String operator, Object value) {
        var filters = RowFilter.of(
                List.of(Map.of("column", column, "operator", operator, "value", value)),
                table("orders").columns());
        return ids(TableRead.of(path("orders")).where(filters));
    }

    @Test
    void equalAndMissingCursorValuesAreReadAgain() {
        assertThat(since("2024-01-02T10:00:00.000Z", Bound.FROM, Duration.ZERO)).containsExactly("2", "3", "4", "5");
        assertThat(since("2024-01-02T10:00:00.000Z", Bound.AFTER, Duration.ZERO))
                .containsExactly("4");
        assertThat(since("2024-01-02T10:00:01.000Z", Bound.FROM, Duration.ofSeconds(1)))
                .containsExactly("2", "3", "4", "5");
    }

    @Test
    void valuesThatCannotBeComparedAreReadAgain() {
        server.collection("orders", List.of())
                .insertMany(List.of(
                        BsonDocument.parse("{_id: 6, updatedAt: 'yesterday'}"),
                        BsonDocument.parse("{_id: 7, updatedAt: 1704103200}"),
                        BsonDocument.parse("{_id: 8, updatedAt: {a: 1}}"),
                        BsonDocument.parse("{_id: 9, updatedAt: []}"),
                        BsonDocument.parse("{_id: 10, updatedAt: true}"),
                        BsonDocument.parse("{_id: 11}")));

        assertThat(since("2030-01-01T00:00:00.000Z", Bound.FROM, Duration.ZERO))
                .containsExactly("10", "11", "5", "6", "7", "8", "9");
    }

    private List<String> since(String value, Bound bound, Duration lookback) {
        return ids(TableRead.of(path("orders")).following(UPDATED, new Watermark(value, bound, lookback)));
    }

    @Test
    void objectIdsAreFollowedFromTheirSecondOn() {
        server.collection(
                "things",
                List.of(),
                "{_id: {$oid: '65922e60ffffffffffffffff'}}",
                "{_id: {$oid: '65922e9c0000000000000001'}}",
                "{_id: {$oid: '65922ed80000000000000000'}}",
                "{_id: 'text'}");
        var cursor = new Cursor("_id", CursorType.OBJECTID, false, true);
        var read = TableRead.of(path("things"));
        var last = Watermark.from("65922ed80000000000000000");

        assertThat(ids(read.following(cursor, last))).containsExactly("65922ed80000000000000000", "text");
        assertThat(ids(read.following(cursor, last.lookingBack(Duration.ofMinutes(1)))))
                .containsExactly("65922e9c0000000000000001", "65922ed80000000000000000", "text");
    }

    @Test
    void theHighestValueIsWhereToGoOnFrom() {
        try (var reader = source().read(TableRead.of(path("orders")).following(UPDATED, null))) {
            new Landing(warehouse).load(reader);

            assertThat(reader.highest()).contains("2024-01-03T10:00:00.500Z");
        }
        assertThat(since("2024-01-03T10:00:00.500Z", Bound.FROM, Duration.ZERO)).containsExactly("4", "5");
    }

    @Test
    void fractionsAreFollowedExactly() {
        server.collection(
                "things", List.of("score"), "{_id: 1, score: 0.3}", "{_id: 2, score: 12}", "{_id: 3, score: 9.5}");
        var cursor = new Cursor("score", CursorType.NUMERIC, true, true);

        try (var reader = source().read(TableRead.of(path("things")).following(cursor, null))) {
            new Landing(warehouse).load(reader);
            assertThat(reader.highest()).contains("12");
        }

        var from = Watermark.from("0.299999999999999988897769753748434595763683319091796875");
        assertThat(ids(TableRead.of(path("things")).following(cursor, from))).containsExactly("1", "2", "3");
        assertThat(ids(TableRead.of(path("things")).following(cursor, Watermark.after("9.5"))))
                .containsExactly("2");
    }

    @Test
    void aReadByCursorGoesOnWhereItBrokeOff() {
        var read = TableRead.of(path("orders")).following(UPDATED, null);
        var landing = new Landing(warehouse);
        Checkpoint checkpoint;
        try (var reader = source().read(read.ordered(new ByCursor(), null))) {
            landing.load(reader, 3);
            checkpoint = reader.reached().orElseThrow();
        }

        try (var reader = source().read(read.ordered(new ByCursor(), checkpoint))) {
            landing.merge(reader, Long.MAX_VALUE, "_id");
        }

        assertThat(checkpoint).isEqualTo(new Checkpoint(List.of("2024-01-02T10:00:00.000Z")));
        assertThat(landing.rows("SELECT _id FROM landed ORDER BY _id")).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void aReadByKeyGoesOnAcrossKindsOfIds() {
        var kinds = server.collection(
                "kinds",
                List.of(),
                "{_id: 1}",
                "{_id: 2.5}",
                "{_id: {$numberLong: '3'}}",
                "{_id: {$numberDecimal: '4'}}",
                "{_id: '507f1f77bcf86cd799439011'}",
                "{_id: 'text'}",
                "{_id: {a: 1}}",
                "{_id: {$oid: '507f1f77bcf86cd799439011'}}",
                "{_id: false}",
                "{_id: {$date: '2024-01-01T10:00:00Z'}}");
        var read = TableRead.of(path("kinds"));
        var landing = new Landing(warehouse);
        @Nullable Checkpoint checkpoint = null;
        for (int i = 0; i < kinds.countDocuments(); i++) {
            try (var reader = source().read(read.ordered(BY_ID, checkpoint))) {
                if (i == 0) {
                    landing.load(reader, 1);
                } else {
                    landing.merge(reader, 1, "_id");
                }
                checkpoint = reader.reached().orElseThrow();
            }
        }

        assertThat(landing.rows("SELECT _id FROM landed ORDER BY _id"))
                .containsExactly(
                        "\"507f1f77bcf86cd799439011\"",
                        "1",
                        "2.5",
                        "2024-01-01T10:00:00.000Z",
                        "3",
                        "4",
                        "507f1f77bcf86cd799439011",
                        "false",
                        "text",
                        "{\"a\": {\"$numberInt\": \"1\"}}");
        try (var reader = source().read(read.ordered(BY_ID, checkpoint))) {
            assertThat(new Landing(warehouse).load(reader).rows()).isZero();
        }
    }

    @Test
    void whatIsGoneIsForThePersonToChange() {
        assertThatThrownBy(() -> source().read(TableRead.of(path("gone"))))
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("gone");
        assertThatThrownBy(() -> source().read(TableRead.of(path("orders")).only(List.of("_id", "total"))))
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("'total'");
    }

    @Test
    void withoutAReplicaSetTheRowsMayBeOfSeveralMoments() {
        try (var reader = source().read(TableRead.of(path("orders")))) {
            assertThat(reader.warnings()).singleElement().asString().startsWith("The rows may be of several moments");
        }
    }

    @Test
    void aReplicaSetIsAskedForOneMoment() {
        for (var hello : List.of("ismaster", "hello")) {
            server.answer(
                    hello,
                    (_, usual) -> usual.get()
                            .append("setName", "rs")
                            .append("hosts", List.of("127.0.0.1:" + server.port()))
                            .append("me", "127.0.0.1:" + server.port())
                            .append("logicalSessionTimeoutMinutes", 30)
                            .append("maxWireVersion", 13));
        }

        try (var reader = source().read(TableRead.of(path("orders")))) {
            assertThat(new Landing(warehouse).load(reader).rows()).isEqualTo(5);
            assertThat(reader.warnings()).isEmpty();
        }
        assertThat(server.asked("find").getLast().get("readConcern")).isEqualTo(new Document("level", "snapshot"));
    }

    @Test
    void theServerIsGivenATime() {
        landed(TableRead.of(path("orders")).within(Duration.ofSeconds(7)));

        assertThat(server.asked("find").getLast().get("maxTimeMS")).isEqualTo(7000L);
    }

    @Test
    @SuppressWarnings("try") // closing early is the point
    void closingEndsTheWait() throws Exception {
        var asked = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        try (var reader = source().read(TableRead.of(path("orders")))) {
            server.answer("find", (_, usual) -> {
                asked.countDown();
                await(over);
                return usual.get();
            });
            var loading = CompletableFuture.supplyAsync(() -> new Landing(warehouse).load(reader));
            await(asked);

            reader.close();

            assertThatThrownBy(() -> loading.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(Cancelled.class);
        } finally {
            over.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aReaderThatIsClosedEarlyTakesItsCursorWithIt() {
        fill("numbers", 12_000);
        try (var reader = source().read(TableRead.of(path("numbers")))) {
            new Landing(warehouse).load(reader, 10);
        }

        assertThat(server.asked("killCursors")).hasSize(1);
    }

    @Test
    void aBrokenWireIsNoEnd() throws Exception {
        fill("numbers", 20_000);
        try (var proxy = new CuttableProxy(server.port());
                var reader = source("127.0.0.1:" + proxy.port()).read(TableRead.of(path("numbers")))) {
            proxy.cutAfter(100_000);

            assertThatThrownBy(() -> new Landing(warehouse).load(reader)).isInstanceOf(Transient.class);
            assertThat(reader.ended()).isFalse();
        }
    }

    @Test
    void aMomentThatIsNotKeptMayBeKeptTheNextTime() {
        fill("numbers", 12_000);
        server.refuse("getMore", 239, "Read timestamp is older than the oldest available timestamp.");
        var landing = new Landing(warehouse);
        Checkpoint checkpoint;
        try (var reader = source().read(TableRead.of(path("numbers")).ordered(BY_ID, null))) {
            landing.load(reader, 50);
            checkpoint = reader.reached().orElseThrow();
            assertThatThrownBy(() -> landing.merge(reader, Long.MAX_VALUE, "_id"))
                    .isInstanceOf(Transient.class)
                    .hasMessageContaining("minSnapshotHistoryWindowInSeconds");
        }
        server.answer("getMore", (_, usual) -> usual.get());

        try (var reader = source().read(TableRead.of(path("numbers")).ordered(BY_ID, checkpoint))) {
            landing.merge(reader, Long.MAX_VALUE, "_id");
            assertThat(reader.rows()).isEqualTo(11_950);
        }
        assertThat(landing.value("count(*)")).isEqualTo("12000");
    }

    private void fill(String collection, int documents) {
        server.collection(collection, List.of())
                .insertMany(IntStream.range(0, documents)
                        .mapToObj(i -> BsonDocument.parse("{_id: %d, padding: '%s'}".formatted(i, "x".repeat(50))))
                        .toList());
    }

    private List<String> ids(TableRead read) {
        return landed(read).rows("SELECT _id FROM landed ORDER BY _id");
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
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static TablePath path(String collection) {
        return new TablePath("shop", collection);
    }

    private RemoteSource source() {
        return source("127.0.0.1:" + server.port());
    }

    private static RemoteSource source(String host) {
        return new MongoConnector(HostPolicy.of(false)).source(Map.of("connection_string", InMemoryMongo.uri(host)));
    }
}
