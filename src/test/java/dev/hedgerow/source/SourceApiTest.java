package dev.hedgerow.source;

import static dev.hedgerow.Calls.assertNotFound;
import static dev.hedgerow.Calls.assertRefused;
import static dev.hedgerow.Calls.text;
import static dev.hedgerow.source.SourceCalls.SCHEMAS;
import static dev.hedgerow.source.SourceCalls.SOURCES;
import static dev.hedgerow.source.SourceCalls.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import com.jayway.jsonpath.JsonPath;
import dev.hedgerow.Calls;
import dev.hedgerow.Concurrently;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.database.SourcePostgres;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServerTest
class SourceApiTest {

    static final Map<String, Object> UNSYNCED = table("orders", "should_sync", false);

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    @Autowired
    JdbcClient jdbc;

    SourceCalls calls;

    @BeforeEach
    void source() {
        var database = SourcePostgres.shared().database();
        database.execute("""
                CREATE TABLE orders (id int PRIMARY KEY, note text, updated_at timestamptz, created_at timestamptz);
                CREATE TABLE customers (name text)
                """);
        calls = new SourceCalls(http, tenants.create(), database);
    }

    @Test
    void aSourceHasTheDocumentedKeysInOrder() {
        var body = text(calls.send(POST, SOURCES, calls.source("shop_", List.of(UNSYNCED)))
                .expectStatus()
                .isCreated());

        assertThat(JsonPath.<Map<String, Object>>read(body, "$").keySet())
                .containsExactly(
                        "id",
                        "created_at",
                        "created_by",
                        "created_via",
                        "status",
                        "client_secret",
                        "account_id",
                        "source_type",
                        "latest_error",
                        "prefix",
                        "description",
                        "access_method",
                        "direct_query_enabled",
                        "auto_sync_new_schemas",
                        "auto_sync_schema_patterns",
                        "engine",
                        "last_run_at",
                        "schemas",
                        "job_inputs",
                        "revenue_analytics_config",
                        "user_access_level",
                        "supports_webhooks",
                        "supports_column_selection",
                        "api_version",
                        "api_version_deprecation");
        assertThat(JsonPath.<String>read(body, "$.prefix")).isEqualTo("shop_");
        assertThat(JsonPath.<String>read(body, "$.status")).isEqualTo("Running");
        assertThat(JsonPath.<String>read(body, "$.created_via")).isEqualTo("api");
        assertThat(JsonPath.<List<String>>read(body, "$.schemas[*].name")).containsExactly("orders");
    }

    @Test
    void secretsAreEncryptedAndNeverShown() {
        var id = calls.create(calls.source("", List.of(UNSYNCED)));

        var shown = text(calls.get(SOURCES + id));
        var stored = jdbc.sql("SELECT job_inputs::text FROM external_data_source WHERE id = :id")
                .param("id", UUID.fromString(id))
                .query(String.class)
                .single();

        assertThat(JsonPath.<Map<String, Object>>read(shown, "$.job_inputs"))
                .containsOnlyKeys("host", "port", "database", "user", "schema");
        assertThat(shown).doesNotContain("s3cret");
        assertThat(stored).doesNotContain("s3cret").doesNotContain("127.0.0.1").contains("v1:");
    }

    @Test
    void withoutAListOfTablesAllAreSyncedInTheWayThatSuitsThem() {
        var id = calls.create(calls.source("", List.of()));

        assertThat(calls.<String>schema(id, "orders", "sync_type")).isEqualTo("incremental");
        assertThat(calls.<String>schema(id, "orders", "incremental_field")).isEqualTo("updated_at");
        assertThat(calls.<List<String>>schema(id, "orders", "primary_key_columns"))
                .containsExactly("id");
        assertThat(calls.<String>schema(id, "customers", "sync_type")).isEqualTo("full_refresh");
        assertThat(calls.<Boolean>schema(id, "customers", "should_sync")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                         | required       | This field is required.               | source_type
            {"source_type": "Foo", "payload": {}}                      | invalid_choice | \\"Foo\\" is not a valid choice.      | source_type
            {"source_type": "Postgres"}                                | required       | This field is required.               | payload
            {"source_type": "Postgres", "payload": []}                 | not_a_dict     | Expected a dictionary of items but got type \\"list\\". | payload
            {"source_type": "Postgres", "payload": {}, "created_via": "x"} | invalid_choice | \\"x\\" is not a valid choice.   | created_via
            {"source_type": "Postgres", "payload": {}, "prefix": "1a"} | invalid_input  | Prefix must contain only letters, numbers, and underscores, and start with a letter or underscore | null
            {"source_type": "Postgres", "payload": {}, "prefix": "__"} | invalid_input  | Prefix cannot consist of only underscores | null
            """)
    void theShapeOfASourceIsRefusedInTheEnvelope(String body, String code, String detail, String attr) {
        assertRefused(calls.send(POST, SOURCES, body), code, detail, attr);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"source_type": "Ashby", "payload": {}}                    | The Ashby source isn't available to connect yet
            {"source_type": "Postgres", "payload": {}}                 | Invalid source config: Required field 'host' is missing, Required field 'port' is missing
            {"source_type": "Postgres", "payload": {"password": {"secretRef": "x"}}} | password
            {"source_type": "BigQuery", "payload": {}}                 | The BigQuery source isn't available to connect yet
            {"source_type": "ClickHouse", "payload": {"host": "127.0.0.1", "port": 1, "database": "d", "user": "u"}} | Could not connect to the host on the port given
            {"source_type": "ClickHouse", "payload": {"host": "http://127.0.0.1", "port": 1, "database": "d", "user": "u"}} | without a scheme
            {"source_type": "MSSQL", "payload": {}}                    | Invalid source config: Required field 'host' is missing, Required field 'port' is missing
            {"source_type": "MSSQL", "payload": {"host": "127.0.0.1", "port": 1, "database": "d", "user": "u", "password": "p"}} | Could not connect to the host on the port given
            {"source_type": "MSSQL", "payload": {"host": "nowhere.invalid", "port": 1, "database": "d", "user": "u", "password": "p"}} | could not resolve its name
            {"source_type": "Postgres", "payload": {"credential_id": "x"}} | Stored credential 'x' not found or expired
            """)
    void whatASourceMeansIsRefusedWithAMessage(String body, String message) {
        assertThat(refusal(calls.send(POST, SOURCES, body))).contains(message);
    }

    @Test
    void aTableThatIsNotThereLeavesNoSource() {
        assertThat(refusal(calls.send(POST, SOURCES, calls.source("", List.of(table("nope"))))))
                .isEqualTo("Schemas given do not exist in source");
        assertThat(refusal(calls.send(
                        POST,
                        SOURCES,
                        calls.source("", List.of()).replaceFirst("\"schema\"", "\"schemas\":false,\"schema\""))))
                .isEqualTo("The 'schemas' field must be a list of the tables to sync.");

        assertThat(count()).isZero();
    }

    @Test
    void wrongCredentialsLeaveNoSource() {
        var body = calls.source("", Map.of("password", "wrong"), List.of());

        assertThat(refusal(calls.send(POST, SOURCES, body)))
                .doesNotContain("wrong")
                .isNotBlank();
        assertThat(count()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            incremental | {}                                     | Incremental schemas given do not have an incremental field set
            append      | {}                                     | Incremental schemas given do not have an incremental field set
            incremental | {"incremental_field": "nope"}          | Incremental schemas given do not have an incremental field type set
            cdc         | {}                                     | CDC must be enabled on the source before selecting it as a sync type.
            sideways    | {}                                     | Unknown sync type: sideways. Use one of: full_refresh, incremental, append, webhook, cdc, xmin.
            """)
    void whatATableNeedsForItsSyncTypeIsSaid(String type, String more, String message) {
        var table = new java.util.HashMap<>(table("orders", "sync_type", type));
        table.putAll(JsonPath.<Map<String, Object>>read(more, "$"));

        assertThat(refusal(calls.send(POST, SOURCES, calls.source("", List.of(table)))))
                .startsWith(message);
    }

    @Test
    void prefixesTellTheTablesOfSourcesApart() throws Exception {
        calls.create(calls.source("", List.of(UNSYNCED)));
        calls.create(calls.source("a", List.of(UNSYNCED)));

        assertThat(refusal(calls.send(POST, SOURCES, calls.source("", List.of(UNSYNCED)))))
                .startsWith("You already have a source of this type");
        assertThat(refusal(calls.send(POST, SOURCES, calls.source("a_", List.of(UNSYNCED)))))
                .contains("'a_'");
        assertThat(refusal(calls.send(POST, SOURCES + "source_prefix/", """
                {"source_type": "Postgres", "prefix": "a"}"""))).contains("'a'");
        calls.send(POST, SOURCES + "source_prefix/", "{\"source_type\": \"Postgres\", \"prefix\": \"b\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .isEmpty();

        var answers = Concurrently.run(
                5,
                () -> calls.send(POST, SOURCES, calls.source("c", List.of(UNSYNCED)))
                        .returnResult()
                        .getStatus()
                        .value());

        assertThat(answers).containsOnlyOnce(201).contains(400);
    }

    @Test
    void aPatchChangesOnlyWhatItNamesAndKeepsSecrets() {
        var id = calls.create(calls.source("", List.of(UNSYNCED)));

        var answer = text(calls.send(PATCH, SOURCES + id, """
                {"description": "ours", "prefix": "other", "created_via": null, "job_inputs": {"user": "owner", "password": ""}}
                """).expectStatus().isOk());

        assertThat(JsonPath.<String>read(answer, "$.description")).isEqualTo("ours");
        assertThat(JsonPath.<String>read(answer, "$.prefix")).isEmpty();
        calls.send(POST, SOURCES + id + "/refresh_schemas/", "").expectStatus().isOk();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"access_method": "direct"}            | Access method cannot be changed. Create a new source instead.
            {"job_inputs": {"host": "localhost"}}  | Changing the connection host requires re-entering your credentials.
            {"job_inputs": null}                   | Expected a dictionary of settings.
            """)
    void whatCannotBeChangedIsSaid(String body, String detail) {
        var id = calls.create(calls.source("", List.of(UNSYNCED)));

        var refused = text(calls.send(PATCH, SOURCES + id, body).expectStatus().isBadRequest());

        assertThat(JsonPath.<String>read(refused, "$.detail")).isEqualTo(detail);
    }

    @Test
    void aChangeThatDoesNotConnectIsRefusedAndForgotten() {
        var id = calls.create(calls.source("", List.of(UNSYNCED)));

        calls.send(PATCH, SOURCES + id, "{\"job_inputs\": {\"database\": \"nowhere\"}}")
                .expectStatus()
                .isBadRequest();

        assertThat(JsonPath.<String>read(text(calls.get(SOURCES + id)), "$.job_inputs.database"))
                .isEqualTo(calls.database().name());
    }

    @Test
    void aDeletedSourceIsGoneWithItsSchemasAndItsSecrets() {
        var id = calls.create(calls.source("", List.of(UNSYNCED)));
        var schema = calls.<String>schema(id, "orders", "id");

        calls.send(DELETE, SOURCES + id, "").expectStatus().isNoContent();

        assertNotFound(calls.get(SOURCES + id));
        assertNotFound(calls.get(SCHEMAS + schema));
        assertThat(jdbc.sql("SELECT job_inputs IS NULL FROM external_data_source WHERE id = :id")
                        .param("id", UUID.fromString(id))
                        .query(Boolean.class)
                        .single())
                .isTrue();
        calls.create(calls.source("", List.of(UNSYNCED)));
    }

    @Test
    void anotherTenantsSourceIsNotThere() {
        var id = calls.create(calls.source("", List.of(UNSYNCED)));
        var schema = calls.<String>schema(id, "orders", "id");
        var stranger = new SourceCalls(http, tenants.create(), calls.database());

        for (var path : List.of(SOURCES + id, SOURCES + id + "/jobs", SCHEMAS + schema, SCHEMAS + schema + "/logs")) {
            assertNotFound(stranger.get(path));
        }
        for (var path : List.of(SOURCES + id + "/reload", SCHEMAS + schema + "/resync", SCHEMAS + schema + "/cancel")) {
            assertNotFound(stranger.send(POST, path, ""));
        }
        assertRefused(
                stranger.send(POST, SCHEMAS, "{\"source_id\": \"%s\", \"name\": \"customers\"}".formatted(id)),
                "does_not_exist",
                "Invalid pk \\\"%s\\\" - object does not exist.".formatted(id),
                "source_id");
    }

    @Test
    void theWizardDescribesEveryTypeAndSaysWhichAreNotThereYet() {
        var wizard = calls.get(SOURCES + "wizard/").expectStatus().isOk();
        wizard.expectHeader().valueEquals("Cache-Control", "max-age=600, private");

        var types = JsonPath.<Map<String, Map<String, Object>>>read(text(wizard), "$");

        assertThat(types).hasSizeGreaterThan(140);
        assertThat(types.get("Postgres"))
                .containsEntry("unreleasedSource", null)
                .containsEntry("label", "PostgreSQL");
        assertThat(types.get("Ashby")).containsEntry("unreleasedSource", true);
        assertThat(types.values())
                .allSatisfy(type -> assertThat(type)
                        .containsKeys(
                                "name",
                                "iconPath",
                                "fields",
                                "suggestedTables",
                                "featureFlag",
                                "supportsColumnSelection"));
    }

    @Test
    void databaseSchemaListsTablesBeforeThereIsASource() {
        var settings = new java.util.HashMap<>(calls.database().settings());
        settings.putAll(Map.of("source_type", "Postgres", "schema", "public"));

        var tables = text(calls.send(POST, SOURCES + "database_schema/", SourceCalls.JSON.writeValueAsString(settings))
                .expectStatus()
                .isOk());

        assertThat(JsonPath.<List<String>>read(tables, "$[*].table")).containsExactly("customers", "orders");
        assertThat(JsonPath.<List<Object>>read(tables, "$[1].detected_primary_keys"))
                .containsExactly("id");
        assertThat(JsonPath.<String>read(tables, "$[1].incremental_field")).isEqualTo("updated_at");
        assertThat(JsonPath.<Boolean>read(tables, "$[0].incremental_available")).isFalse();
        assertThat(JsonPath.<List<String>>read(tables, "$[0].available_columns[*].type"))
                .containsExactly("text");
    }

    @Test
    void databaseSchemaRefusesWithMessages() {
        assertThat(refusal(calls.send(POST, SOURCES + "database_schema/", "{}")))
                .isEqualTo("Missing required parameter: source_type");
        assertThat(refusal(calls.send(POST, SOURCES + "database_schema/", "{\"source_type\": \"Foo\"}")))
                .isEqualTo("Unknown source_type 'Foo'");
    }

    @Test
    void refreshingFindsNewTablesAndForgetsThoseThatAreGone() {
        var id = calls.create(calls.source("", List.of(UNSYNCED)));
        calls.database().execute("DROP TABLE orders; CREATE TABLE extra (id int)");

        var refreshed = text(calls.send(POST, SOURCES + id + "/refresh_schemas/", ""));

        assertThat(refreshed).isEqualTo("{\"added\":2,\"deleted\":1,\"auto_enabled\":0,\"total_tables_seen\":2}");
        assertThat(calls.<Boolean>schema(id, "extra", "should_sync")).isFalse();
        assertThat(calls.<String>schema(id, "orders", "id")).isNull();
    }

    @Test
    void searchLooksAtTypesAndPrefixes() {
        calls.create(calls.source("north", List.of(UNSYNCED)));
        calls.create(calls.source("south", List.of(UNSYNCED)));

        assertThat(JsonPath.<List<String>>read(
                        text(calls.get(SOURCES + "?search=POSTGRES,sou")), "$.results[*].prefix"))
                .containsExactly("south");
        assertThat(JsonPath.<Integer>read(text(calls.get(SOURCES + "?search=postgres")), "$.count"))
                .isEqualTo(2);
        assertThat(JsonPath.<Integer>read(text(calls.get(SOURCES + "?search=(.*")), "$.count"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"repair_cdc", "resume_cdc", "update_cdc_settings"})
    void cdcThatIsOffIsSaidToBe(String action) {
        var id = calls.create(calls.source("", List.of(UNSYNCED)));

        assertThat(refusal(calls.send(POST, SOURCES + id + "/" + action + "/", "{}")))
                .isEqualTo("CDC is not enabled on this source.");
    }

    @Test
    void aReaderCannotWrite() {
        var id = calls.create(calls.source("", List.of(UNSYNCED)));
        var reader = calls.tenant().withKey(tenants.key(calls.tenant().owner(), "external_data_source:read"));

        Calls.send(http, reader, GET, SOURCES + id, "").expectStatus().isOk();
        Calls.send(http, reader, PATCH, SOURCES + id, "{}").expectStatus().isForbidden();
        Calls.send(http, reader, POST, SOURCES + "database_schema/", "{}")
                .expectStatus()
                .isForbidden();
    }

    private int count() {
        return JsonPath.read(text(calls.get(SOURCES)), "$.count");
    }

    private static String refusal(RestTestClient.ResponseSpec answer) {
        return JsonPath.read(text(answer.expectStatus().isBadRequest()), "$.message");
    }
}
