package dev.hedgerow.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.json.JsonMapper;

@ServerTest
class QueryApiTest {

    @Autowired
    RestTestClient http;

    @Autowired
    JsonMapper json;

    Tenants.Tenant tenant;

    @BeforeEach
    void tenant(@Autowired Tenants tenants) {
        tenant = tenants.create();
    }

    @Test
    void anAnswerHasEveryKeyInTheOrderOfTheAlphabet() {
        var answer = run("select 1 as one, 'x' as text");

        assertThat(json.readTree(answer).propertyNames())
                .containsExactly(
                        "cache_key",
                        "cache_target_age",
                        "calculation_trigger",
                        "clickhouse",
                        "columns",
                        "error",
                        "explain",
                        "hasMore",
                        "hogql",
                        "is_cached",
                        "last_refresh",
                        "limit",
                        "metadata",
                        "modifiers",
                        "next_allowed_client_refresh",
                        "offset",
                        "query",
                        "query_metadata",
                        "query_status",
                        "resolved_date_range",
                        "results",
                        "timezone",
                        "timings",
                        "types");
        assertThat(JsonPath.<Object>read(answer, "$.results")).hasToString("[[1,\"x\"]]");
        assertThat(JsonPath.<Object>read(answer, "$.types")).hasToString("[[\"one\",\"UInt8\"],[\"text\",\"String\"]]");
        assertThat(JsonPath.<Object>read(answer, "$.columns")).hasToString("[\"one\",\"text\"]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select 0/0                                     | null
            select 1/0                                     | null
            select toInt64('9223372036854775807')          | 9223372036854775807
            select toDecimal('1.50', 2)                    | "1.50"
            select toDate('2024-01-15')                    | "2024-01-15"
            select toDateTime('2024-01-15 10:20:30')       | "2024-01-15T10:20:30Z"
            select [1, 2, 3]                               | [1,2,3]
            select (1, 'a')                                | [1,"a"]
            select map('k', 5)                             | {"k":5}
            select 1 = 1                                   | 1
            select true                                    | true
            select NULL                                    | null
            select toUUID('61f0c404-5cb3-11e7-907b-a6006ad3dba0') | "61f0c404-5cb3-11e7-907b-a6006ad3dba0"
            """)
    void valuesTravelAsPostHogPrintsThem(String hogql, String printed) {
        var cell = json.readTree(run(hogql)).get("results").get(0).get(0);

        assertThat(cell).hasToString(printed);
    }

    @Test
    void aQueryWithoutLimitAnswersAHundredRowsAndSaysThereAreMore() {
        var answer = run("select number from numbers(101)");

        assertThat(JsonPath.<Integer>read(answer, "$.results.length()")).isEqualTo(100);
        assertThat(JsonPath.<Boolean>read(answer, "$.hasMore")).isTrue();
        assertThat(JsonPath.<Integer>read(answer, "$.limit")).isEqualTo(100);
        assertThat(JsonPath.<Integer>read(answer, "$.offset")).isZero();
    }

    @Test
    void aLimitOfItsOwnLeavesThePagingToTheQuery() {
        var answer = run("select number from numbers(500) limit 200");

        assertThat(JsonPath.<Integer>read(answer, "$.results.length()")).isEqualTo(200);
        assertThat(JsonPath.<Object>read(answer, "$.hasMore")).isNull();
        assertThat(JsonPath.<Object>read(answer, "$.limit")).isNull();
    }

    @Test
    void theSameQueryAgainIsAnsweredFromTheCacheUnlessForced() {
        var first = run("select now() as moment");
        var again = run("select now() as moment");
        var forced = ask(query("select now() as moment", ", \"refresh\": \"force_blocking\""), 200);

        assertThat(JsonPath.<Boolean>read(first, "$.is_cached")).isFalse();
        assertThat(JsonPath.<Boolean>read(again, "$.is_cached")).isTrue();
        assertThat(JsonPath.<String>read(again, "$.last_refresh")).isEqualTo(JsonPath.read(first, "$.last_refresh"));
        assertThat(JsonPath.<Boolean>read(forced, "$.is_cached")).isFalse();
    }

    @Test
    void aVariableIsGivenOrItsSavedDefault() {
        send(
                HttpMethod.POST,
                "insight_variables/",
                "{\"name\": \"Country\", \"type\": \"String\", \"default_value\": \"NL\"}");

        var byDefault = run("select {variables.country}");
        var given = ask("""
                {"query": {"kind": "HogQLQuery", "query": "select {variables.country}",
                 "variables": {"a": {"variableId": "a", "code_name": "country", "value": "O'Brien"}}}}
                """, 200);
        var overridden = ask("""
                {"query": {"kind": "HogQLQuery", "query": "select {variables.country}",
                 "variables": {"a": {"variableId": "a", "code_name": "country", "value": "DE"}}},
                 "variables_override": {"a": {"variableId": "a", "code_name": "country", "isNull": true}}}
                """, 200);

        assertThat(JsonPath.<Object>read(byDefault, "$.results[0][0]")).isEqualTo("NL");
        assertThat(JsonPath.<Object>read(given, "$.results[0][0]")).isEqualTo("O'Brien");
        assertThat(JsonPath.<Object>read(overridden, "$.results[0][0]")).isNull();
    }

    @Test
    void aQueryInTheBackgroundIsPolledFor() {
        var started = ask(query("select 42", ", \"refresh\": \"force_async\", \"client_query_id\": \"mine\""), 202);

        assertThat(JsonPath.<String>read(started, "$.query_status.id")).isEqualTo("mine");
        assertThat(JsonPath.<Boolean>read(started, "$.query_status.query_async"))
                .isTrue();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var polled = send(HttpMethod.GET, "query/mine/", "");
            assertThat(polled.getStatus().value()).isEqualTo(200);
            assertThat(JsonPath.<Integer>read(polled.getResponseBody(), "$.query_status.results.results[0][0]"))
                    .isEqualTo(42);
        });
    }

    @Test
    void aRunningQueryIsCancelled() {
        ask(
                query(
                        "select sum(a.number * b.number) from numbers(1000000) a cross join numbers(1000000) b",
                        ", \"refresh\": \"force_async\", \"client_query_id\": \"bomb\""),
                202);

        assertThat(send(HttpMethod.DELETE, "query/bomb/", "").getStatus().value())
                .isEqualTo(200);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(send(HttpMethod.GET, "query/bomb/", "")
                                .getStatus()
                                .value())
                        .isEqualTo(400));
    }

    @Test
    void anUnknownRunIsNotFound() {
        var answer = send(HttpMethod.GET, "query/nope/", "");

        assertThat(answer.getStatus().value()).isEqualTo(404);
        assertThat(JsonPath.<String>read(answer.getResponseBody(), "$.detail"))
                .isEqualTo("Query nope not found for team " + tenant.project());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"query": {"kind": "Tomato Soup"}}                                      | Input tag 'Tomato Soup' found using 'kind' does not match any of the expected tags
            {"query": {"query": "select 1"}}                                        | Unable to extract tag using discriminator 'kind'
            {"query": {"kind": "HogQLQuery"}}                                       | Field required
            {"query": {"kind": "HogQLQuery", "query": 5}}                           | Input should be a valid string
            {"query": {"kind": "HogQLQuery", "query": "select 1"}, "tomato": 1}     | Extra inputs are not permitted
            {}                                                                      | Field required
            """)
    void aBodyThatIsNoQueryIsAParseError(String body, String told) {
        var answer = ask(body, 400);

        assertThat(JsonPath.<String>read(answer, "$.type")).isEqualTo("invalid_request");
        assertThat(JsonPath.<String>read(answer, "$.code")).isEqualTo("parse_error");
        assertThat(JsonPath.<String>read(answer, "$.detail"))
                .startsWith("JSON parse error - 1 validation error for QueryRequest")
                .contains(told);
    }

    @Test
    void wrongHogQlIsRefusedWithItsPlace() {
        var answer = ask(query("select x from nowhere", ""), 400);

        assertThat(JsonPath.<String>read(answer, "$.type")).isEqualTo("validation_error");
        assertThat(JsonPath.<String>read(answer, "$.code")).isEqualTo("invalid_input");
        assertThat(JsonPath.<Object>read(answer, "$.attr")).isNull();
        assertThat(JsonPath.<Integer>read(answer, "$.extra.hogql_metadata.errors[0].start"))
                .isEqualTo(14);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from read_csv('/etc/passwd')",
                "select * from read_text('/etc/passwd')",
                "select * from duckdb_settings()",
                "select * from information_schema.tables",
                "select * from pg_catalog.pg_class",
                "select getenv('HOME')",
                "select current_setting('temp_directory')",
                "select 1; drop table x",
                "attach '/tmp/x.db'",
                "copy (select 1) to '/tmp/x'",
                "install httpfs",
                "set memory_limit = '1TB'",
                "pragma version",
                "insert into x values (1)"
            })
    void whatIsOutsideOfTheProjectIsRefused(String hogql) {
        var answer = ask(query(hogql, ""), 400);

        assertThat(answer).doesNotContain("/etc").doesNotContain("__v");
    }

    @Test
    void aQueryCanBeCheckedWithoutRunningIt() {
        var sound = ask(
                "{\"query\": {\"kind\": \"HogQLMetadata\", \"language\": \"hogQL\", \"query\": \"select 1\"}}", 200);
        var broken = ask(
                "{\"query\": {\"kind\": \"HogQLMetadata\", \"language\": \"hogQL\", \"query\": \"select x\"}}", 200);

        assertThat(JsonPath.<Boolean>read(sound, "$.isValid")).isTrue();
        assertThat(JsonPath.<Boolean>read(broken, "$.isValid")).isFalse();
        assertThat(JsonPath.<Integer>read(broken, "$.errors[0].start")).isEqualTo(7);
    }

    @Test
    void aVisualizationIsItsSourceAndThePathMayNameTheKind() {
        var wrapped =
                "{\"query\": {\"kind\": \"DataVisualizationNode\", \"source\": {\"kind\": \"HogQLQuery\", \"query\": \"select 7\"}}}";

        assertThat(JsonPath.<Integer>read(ask(wrapped, 200), "$.results[0][0]")).isEqualTo(7);
        assertThat(send(HttpMethod.POST, "query/HogQLQuery/", query("select 8", ""))
                        .getStatus()
                        .value())
                .isEqualTo(200);
        assertThat(send(HttpMethod.POST, "query/EventsQuery/", query("select 8", ""))
                        .getStatus()
                        .value())
                .isEqualTo(400);
    }

    @Test
    void aToolAnswersTextAndReportsFailuresInIt() {
        var told =
                send(HttpMethod.POST, "mcp_tools/execute_sql/", "{\"args\": {\"query\": \"select 1 as a, 'x' as b\"}}");
        var failed = send(HttpMethod.POST, "mcp_tools/execute_sql/", "{\"args\": {\"query\": \"select nope\"}}");

        assertThat(told.getResponseBody()).isEqualTo("{\"success\":true,\"content\":\"a|b\\n1|x\"}");
        assertThat(JsonPath.<Boolean>read(failed.getResponseBody(), "$.success"))
                .isFalse();
    }

    @Test
    void whatAQueryCostCanBeRead() {
        var id = UUID.randomUUID().toString();
        ask(query("select 1", ", \"client_query_id\": \"" + id + "\""), 200);

        var log = send(HttpMethod.GET, "query/" + id + "/log/", "").getResponseBody();

        assertThat(JsonPath.<String>read(log, "$.query")).isEqualTo("select 1");
        assertThat(JsonPath.<Integer>read(log, "$.result_rows")).isEqualTo(1);
    }

    private String run(String hogql) {
        return ask(query(hogql, ""), 200);
    }

    private String query(String hogql, String more) {
        return "{\"query\": {\"kind\": \"HogQLQuery\", \"query\": %s}%s}"
                .formatted(json.writeValueAsString(hogql), more);
    }

    private String ask(String body, int status) {
        var answer = send(HttpMethod.POST, "query/", body);
        assertThat(answer.getStatus().value()).as(answer.getResponseBody()).isEqualTo(status);
        return String.valueOf(answer.getResponseBody());
    }

    private EntityExchangeResult<String> send(HttpMethod method, String path, String body) {
        return http.method(method)
                .uri(tenant.path(path))
                .header("Authorization", "Bearer " + tenant.key())
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectBody(String.class)
                .returnResult();
    }
}
