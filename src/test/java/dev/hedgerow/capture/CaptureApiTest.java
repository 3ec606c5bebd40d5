package dev.hedgerow.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.auth.Teams;
import dev.hedgerow.engine.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class CaptureApiTest {

    private static final String EVENT = "{\"api_key\":\"$TOKEN\",\"event\":\"seen\",\"distinct_id\":\"u\"}";
    private static final String NAMES = "SELECT event FROM events ORDER BY timestamp, event";

    @Autowired
    JdbcClient jdbc;

    Project project;

    @BeforeEach
    void project(
            @Autowired Tenants tenants,
            @Autowired Teams teams,
            @Autowired Warehouse warehouse,
            @LocalServerPort int port) {
        project = new Projects(tenants, teams, jdbc, warehouse, port).create();
    }

    @ParameterizedTest
    @CsvSource({
        "/capture/, 1",
        "/capture, 1",
        "/e/, 1",
        "/e, 1",
        "/batch/, 1",
        "/batch, 1",
        "/track/, 1",
        "/track, 1",
        "/engage/, 1",
        "/engage, 1",
        "/i/v0/e/, \"Ok\"",
        "/i/v0/e, \"Ok\""
    })
    void everyRouteTakesEventsWithAndWithoutItsSlash(String path, String status) {
        var answer = project.post(path, EVENT);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":%s}".formatted(status));
        assertThat(waiting() + project.awaitRows(0, "SELECT 1 FROM events").size())
                .isBetween(0L, 2L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"api_key\":\"$TOKEN\",\"event\":\"e\",\"distinct_id\":\"u\"}",
                "{\"token\":\"$TOKEN\",\"event\":\"e\",\"distinct_id\":17}",
                "{\"$token\":\"$TOKEN\",\"event\":\"e\",\"$distinct_id\":\"u\"}",
                "{\"event\":\"e\",\"properties\":{\"token\":\"$TOKEN\",\"distinct_id\":\"u\"}}",
                "[{\"api_key\":\"$TOKEN\",\"event\":\"e\",\"distinct_id\":\"u\"}]",
                "[{\"event\":\"e\",\"properties\":{\"token\":\"$TOKEN\",\"distinct_id\":\"u\"}}]",
                "{\"api_key\":\"$TOKEN\",\"batch\":[{\"event\":\"e\",\"distinct_id\":\"u\"}],\"historical_migration\":true}",
                "  {\"api_key\":\"$TOKEN\",\"event\":\"e\",\"distinct_id\":\"u\",\"properties\":null,\"uuid\":\"\"}"
            })
    void theTokenAndTheEventsAreFoundWhereverSdksPutThem(String body) {
        assertThat(project.post("/e/", body).statusCode()).isEqualTo(200);

        assertThat(project.awaitRows(1, NAMES)).containsExactly("e");
    }

    @Test
    void bodiesComeCompressedInBase64AndAsForms() throws IOException {
        var gzip = gzip(event("gzip"));
        var base64 = Base64.getEncoder().encode(event("base64"));
        var zippedBase64 = Base64.getEncoder().encodeToString(gzip(event("zipped-base64")));
        var form = "data=" + URLEncoder.encode(new String(event("form"), UTF_8), UTF_8);
        var formBase64 = "compression=base64&data="
                + URLEncoder.encode(Base64.getEncoder().encodeToString(event("form-base64")), UTF_8);

        var answers = List.of(
                project.post("/e/", gzip, "Content-Encoding", "gzip", "Content-Type", "application/json"),
                project.post("/e/?compression=gzip-js", gzip(event("gzip-js")), "Content-Type", "text/plain"),
                project.post("/e/?compression=base64", base64, "Content-Type", "text/plain"),
                project.post("/e/", zippedBase64.getBytes(UTF_8)),
                project.post("/e/", form.getBytes(UTF_8), "Content-Type", "application/x-www-form-urlencoded"),
                project.post("/e/", formBase64.getBytes(UTF_8), "Content-Type", "application/x-www-form-urlencoded"),
                project.post("/e/", event("text"), "Content-Type", "text/plain"),
                project.send(
                        HttpRequest.newBuilder(URI.create(project.server() + "/e/?" + form.replace("form", "query")))));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(project.awaitRows(8, "SELECT event FROM events ORDER BY event"))
                .containsExactly("base64", "form", "form-base64", "gzip", "gzip-js", "query", "text", "zipped-base64");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                  | 401 | missing_api_key
            {"api_key":"phc_nobodys","event":"e","distinct_id":"u"}             | 401 | invalid_api_key
            {"api_key":"a\\u0000b","event":"e","distinct_id":"u"}               | 401 | invalid_api_key
            {"api_key":"$TOKEN","distinct_id":"u"}                              | 400 | invalid_payload
            {"api_key":"$TOKEN","event":"","distinct_id":"u"}                   | 400 | invalid_payload
            {"api_key":"$TOKEN","event":7,"distinct_id":"u"}                    | 400 | invalid_payload
            {"api_key":"$TOKEN","event":"e"}                                    | 400 | invalid_payload
            {"api_key":"$TOKEN","event":"e","distinct_id":""}                   | 400 | invalid_payload
            {"api_key":"$TOKEN","event":"e","distinct_id":null}                 | 400 | invalid_payload
            {"api_key":"$TOKEN","event":"e","distinct_id":"u","uuid":"x"}       | 400 | invalid_payload
            {"api_key":"$TOKEN","event":"e","distinct_id":"u","properties":[]}  | 400 | invalid_payload
            {"api_key":"$TOKEN","event":"e","distinct_id":"u","properties":{"n":1e999}} | 400 | invalid_payload
            {"api_key":"$TOKEN","batch":[]}                                     | 400 | invalid_payload
            {"api_key":"$TOKEN","batch":[1]}                                    | 400 | invalid_payload
            {"api_key":"$TOKEN","batch":[{"event":"e","distinct_id":"u"},{"event":"e"}]} | 400 | invalid_payload
            [{"api_key":"$TOKEN","event":"e","distinct_id":"u"},{"api_key":"other","event":"e","distinct_id":"u"}] | 401 | invalid_api_key
            []                                                                  | 400 | invalid_payload
            17                                                                  | 400 | invalid_payload
            {"api_key":                                                         | 400 | invalid_payload
            no json at all                                                      | 400 | invalid_payload
            """)
    void whatCannotBeCapturedIsRefusedAndNothingOfItIsKept(String body, int status, String code) {
        var answer = project.post("/batch/", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"detail\":", "\"attr\":");
        assertThat(waiting()).isZero();
    }

    @Test
    void anEmptyBodyAndLz64AreRefused() {
        assertThat(project.post("/e/", new byte[0]).statusCode()).isEqualTo(400);
        assertThat(project.post("/e/?compression=lz64", "N4Ig".getBytes(UTF_8)).body())
                .contains("lz64 compression is not supported");
    }

    @Test
    void whatIsTooLargeIsRefusedHoweverSmallItCame() throws IOException {
        var bomb = gzip(new byte[100 * 1024 * 1024]);
        var fat =
                EVENT.replace("\"event\"", "\"properties\":{\"x\":\"%s\"},\"event\"".formatted("x".repeat(1_000_000)));

        assertThat(project.post("/batch/", bomb).statusCode()).isEqualTo(413);
        assertThat(project.post("/batch/", new byte[PayloadReader.MAX_BYTES + 1])
                        .statusCode())
                .isEqualTo(413);
        assertThat(project.post("/batch/", fat).statusCode()).isEqualTo(413);
        assertThat(waiting()).isZero();
    }

    @Test
    void anEventArrivesWholeAndInPostHogsColumns() {
        project.post("/batch/", """
                {"api_key": "$TOKEN", "sent_at": "2026-01-01T00:00:10Z", "batch": [{
                  "uuid": "0199a6c4-0000-7000-8000-000000000001", "event": "paid", "distinct_id": "ada",
                  "timestamp": "2026-01-01T00:00:10Z", "$set": {"plan": "pro"},
                  "properties": {"amount": 9.5, "note": "a\\u0000b\\ud83d", "$session_id": "s1", "$window_id": "w1",
                                 "$elements_chain": "a:href=\\"/\\"", "$groups": {"company": "acme"}}}]}
                """);

        assertThat(project.awaitRows(1, """
                        SELECT uuid, event, properties->>'$.amount', properties->>'$.note', elements_chain, "$session_id",
                               "$window_id", "$group_0", "$group_1", distinct_id, person_properties, person_mode,
                               timestamp BETWEEN created_at - INTERVAL 1 SECOND AND created_at, properties->>'$."$ip"'
                          FROM events"""))
                .containsExactly(
                        "0199a6c4-0000-7000-8000-000000000001 | paid | 9.5 | a\uFFFDb\uFFFD | a:href=\"/\" | s1 | w1"
                                + " | acme |  | ada | {\"plan\":\"pro\"} | full | true | 127.0.0.1");
    }

    @Test
    void anEventSentTwiceIsThereOnce() {
        var body = EVENT.replace("\"event\"", "\"uuid\":\"0199a6c4-0000-7000-8000-000000000002\",\"event\"");
        project.post("/e/", body);
        project.post("/e/", body);
        project.post("/e/", EVENT.replace("seen", "last"));

        assertThat(project.awaitRows(2, "SELECT event FROM events ORDER BY event"))
                .containsExactly("last", "seen");
    }

    @Test
    void identifyingMakesTheAnonymousOneThePersonAndMovesTheirIds() {
        project.post("/e/", EVENT.replace("\"u\"", "\"anon\""));
        project.post("/e/", EVENT.replace("\"u\"", "\"ada\""));
        project.post("/e/", """
                {"api_key": "$TOKEN", "event": "$identify", "distinct_id": "ada",
                 "properties": {"$anon_distinct_id": "anon", "$set": {"email": "ada@example.test"}}}
                """);

        project.awaitRows(3, "SELECT 1 FROM events");
        assertThat(project.rows("""
                        SELECT count(DISTINCT person_id), list(distinct_id ORDER BY distinct_id) FROM person_distinct_ids""")).containsExactly("1 | [ada, anon]");
        assertThat(project.rows("""
                        SELECT properties->>'email', is_identified, is_deleted FROM persons ORDER BY is_deleted""")).containsExactly("ada@example.test | true | false", "null | false | true");
    }

    @Test
    void browsersOfEveryOriginMaySend() {
        var preflight = project.send(HttpRequest.newBuilder(URI.create(project.server() + "/e/?ip=1"))
                .method("OPTIONS", BodyPublishers.noBody())
                .headers("Origin", "https://shop.example", "Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type"));
        var call = project.post("/e/", event("a"), "Origin", "https://shop.example", "Content-Type", "text/plain");

        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().map())
                .containsEntry("access-control-allow-origin", List.of("https://shop.example"))
                .containsEntry("access-control-allow-headers", List.of("content-type"));
        assertThat(call.statusCode()).isEqualTo(200);
        assertThat(call.headers().firstValue("access-control-allow-origin")).hasValue("https://shop.example");
    }

    @Test
    void aBeaconIsNotAnswered() {
        var answer = project.post("/e/?beacon=1", event("left"), "Content-Type", "text/plain");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(project.awaitRows(1, NAMES)).containsExactly("left");
    }

    private byte[] event(String name) {
        return EVENT.replace("$TOKEN", project.token()).replace("seen", name).getBytes(UTF_8);
    }

    private long waiting() {
        return jdbc.sql("SELECT count(*) FROM capture_queue WHERE team_id = :team")
                .param("team", project.team().id())
                .query(Long.class)
                .single();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var stream = new GZIPOutputStream(zipped)) {
            stream.write(bytes);
        }
        return zipped.toByteArray();
    }
}
