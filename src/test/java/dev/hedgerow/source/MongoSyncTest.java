package dev.hedgerow.source;

import static dev.hedgerow.Calls.text;
import static dev.hedgerow.source.SourceCalls.SCHEMAS;
import static dev.hedgerow.source.SourceCalls.SOURCES;
import static dev.hedgerow.source.SourceCalls.incremental;
import static dev.hedgerow.source.SourceCalls.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.POST;

import com.jayway.jsonpath.JsonPath;
import com.mongodb.client.MongoCollection;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.connector.mongodb.InMemoryMongo;
import dev.hedgerow.database.SourcePostgres;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Documents from a server in memory, which is not MongoDB, to the answer of a query, over HTTP. */
@ServerTest
class MongoSyncTest {

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    InMemoryMongo server;
    MongoCollection<BsonDocument> orders;
    SourceCalls calls;

    @BeforeEach
    void source() {
        server = new InMemoryMongo();
        orders = server.collection(
                "orders",
                List.of("updatedAt"),
                "{_id: {$oid: '507f1f77bcf86cd799439011'}, total: {$numberDecimal: '10.50'}, updatedAt: {$date: '2026-01-01T00:00:00Z'}}",
                "{_id: 'second', total: 20, updatedAt: {$date: '2026-01-02T00:00:00Z'}}");
        calls = new SourceCalls(http, tenants.create(), SourcePostgres.shared().database());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aCollectionIsQueryableAfterItsFirstSync() {
        var id = calls.create(body("", server.settings(), List.of(table("orders", "sync_type", "full_refresh"))));
        awaitCompleted(id);

        assertThat(calls.query(
                        "select _id, JSONExtractString(data, 'total', '$numberDecimal'), JSONExtractInt(data, 'total'), updatedAt"
                                + " from mongodb.orders order by _id"))
                .hasToString("[[\"507f1f77bcf86cd799439011\",\"10.50\",0,\"2026-01-01T00:00:00.000Z\"],"
                        + "[\"second\",\"\",20,\"2026-01-02T00:00:00.000Z\"]]");
        assertThat(text(calls.get(SCHEMAS + calls.schema(id, "orders", "id") + "/logs/")))
                .contains("The rows may be of several moments");
    }

    @Test
    void laterRunsReadWhatIsNewLateOrWithoutAValue() {
        var id = calls.create(body("", server.settings(), List.of(incremental("orders", "updatedAt", "timestamp"))));
        awaitCompleted(id);
        orders.insertMany(List.of(
                BsonDocument.parse("{_id: 'equal', updatedAt: {$date: '2026-01-02T00:00:00Z'}}"),
                BsonDocument.parse("{_id: 'late', updatedAt: {$date: '2026-01-01T23:58:00Z'}}"),
                BsonDocument.parse("{_id: 'none'}"),
                BsonDocument.parse("{_id: 'other', updatedAt: 'yesterday'}")));
        orders.replaceOne(
                new BsonDocument("_id", new BsonString("second")),
                BsonDocument.parse("{total: 21, updatedAt: {$date: '2026-01-03T00:00:00Z'}}"));

        reload(id);

        assertThat(calls.query("select _id, JSONExtractInt(data, 'total') from mongodb.orders order by _id"))
                .hasToString(
                        "[[\"507f1f77bcf86cd799439011\",0],[\"equal\",0],[\"late\",0],[\"none\",0],[\"other\",0],[\"second\",21]]");
    }

    @Test
    void aCollectionThatIsEmptiedGoesOnWhenItFills() {
        var id = calls.create(body("", server.settings(), List.of(incremental("orders", "updatedAt", "timestamp"))));
        awaitCompleted(id);
        orders.deleteMany(new BsonDocument());
        reload(id);
        orders.insertOne(BsonDocument.parse("{_id: 'new', updatedAt: {$date: '2026-01-04T00:00:00Z'}}"));

        reload(id);

        assertThat(calls.query("select count() from mongodb.orders")).hasToString("[[3]]");
    }

    @Test
    void aCollectionIsAskedWhereItIs() {
        var id = calls.create(SourceCalls.JSON.writeValueAsString(Map.of(
                "source_type", "MongoDB", "access_method", "direct", "prefix", "Live", "payload", server.settings())));

        assertThat(answer(id, "select count() from orders")).hasToString("[[2]]");
        assertThat(
                        answer(
                                id,
                                "select JSONExtractString(data, 'total', '$numberDecimal') from orders where _id = '507f1f77bcf86cd799439011'"))
                .hasToString("[[\"10.50\"]]");
    }

    private List<List<Object>> answer(String connection, String hogql) {
        var query = Map.of("kind", "HogQLQuery", "query", hogql, "connectionId", connection);
        var answer = calls.send(POST, "query/", SourceCalls.JSON.writeValueAsString(Map.of("query", query)));
        return JsonPath.read(text(answer.expectStatus().isOk()), "$.results");
    }

    @Test
    void theConnectionStringIsNeverShown() {
        var settings = new HashMap<>(server.settings());
        settings.put("database_name", "shop");
        var id = calls.create(body("", settings, List.of(table("orders", "sync_type", "full_refresh"))));

        var shown = text(calls.get(SOURCES + id));

        assertThat(JsonPath.<Map<String, Object>>read(shown, "$.job_inputs"))
                .isEqualTo(Map.of("database_name", "shop"));
        var refused = text(calls.send(
                        POST,
                        SOURCES,
                        body(
                                "other",
                                Map.of(
                                        "connection_string",
                                        "mongodb://me:hunter2@127.0.0.1:1/shop?serverSelectionTimeoutMS=500"),
                                List.of()))
                .expectStatus()
                .isBadRequest());
        assertThat(refused)
                .contains("Could not connect to the host on the port given")
                .doesNotContain("hunter2");
    }

    private static String body(String prefix, Map<String, ?> settings, List<Map<String, Object>> schemas) {
        var payload = new HashMap<String, Object>(settings);
        payload.put("schemas", schemas);
        return SourceCalls.JSON.writeValueAsString(
                Map.of("source_type", "MongoDB", "prefix", prefix, "payload", payload));
    }

    private void reload(String source) {
        calls.send(POST, SCHEMAS + calls.schema(source, "orders", "id") + "/reload/", "")
                .expectStatus()
                .isOk();
        awaitCompleted(source);
    }

    private void awaitCompleted(String source) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(calls.<String>schema(source, "orders", "status"))
                        .as(String.valueOf(calls.<String>schema(source, "orders", "latest_error")))
                        .isEqualTo("Completed"));
    }
}
