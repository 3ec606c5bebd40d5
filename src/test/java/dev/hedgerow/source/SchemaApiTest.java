package dev.hedgerow.source;

import static dev.hedgerow.Calls.assertRefused;
import static dev.hedgerow.Calls.text;
import static dev.hedgerow.source.SourceCalls.SCHEMAS;
import static dev.hedgerow.source.SourceCalls.SOURCES;
import static dev.hedgerow.source.SourceCalls.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import com.jayway.jsonpath.JsonPath;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServerTest
class SchemaApiTest {

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    SourceCalls calls;
    String source;
    String schema;

    @BeforeEach
    void source() {
        var database = SourcePostgres.shared().database();
        database.execute("""
                CREATE TABLE orders (id int PRIMARY KEY, note text, updated_at timestamptz);
                CREATE TABLE customers (name text)
                """);
        calls = new SourceCalls(http, tenants.create(), database);
        source = calls.create(calls.source("", List.of(table("orders", "should_sync", false))));
        schema = SCHEMAS + calls.<String>schema(source, "orders", "id") + "/";
    }

    @Test
    void aSchemaHasTheDocumentedKeysInOrder() {
        assertThat(JsonPath.<Map<String, Object>>read(text(calls.get(schema)), "$")
                        .keySet())
                .containsSubsequence(
                        "id",
                        "name",
                        "label",
                        "table",
                        "should_sync",
                        "last_synced_at",
                        "latest_error",
                        "incremental",
                        "status",
                        "sync_type",
                        "incremental_field",
                        "incremental_field_type",
                        "sync_frequency",
                        "sync_time_of_day",
                        "description",
                        "primary_key_columns",
                        "cdc_table_mode",
                        "enabled_columns",
                        "available_columns",
                        "source");
    }

    @Test
    void aNewSchemaHasTheDefaults() {
        var shown = text(calls.get(schema));

        assertThat(JsonPath.<String>read(shown, "$.sync_frequency")).isEqualTo("6hour");
        assertThat(JsonPath.<String>read(shown, "$.cdc_table_mode")).isEqualTo("consolidated");
        assertThat(JsonPath.<Object>read(shown, "$.status")).isNull();
        assertThat(JsonPath.<Object>read(shown, "$.table")).isNull();
        assertThat(JsonPath.<List<String>>read(shown, "$.available_columns[*].data_type"))
                .containsExactly("integer", "text", "timestamp with time zone");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"sync_type": "x"}                       | invalid_choice | \\"x\\" is not a valid choice. | sync_type
            {"incremental_field_type": "x"}          | invalid_choice | \\"x\\" is not a valid choice. | incremental_field_type
            {"sync_frequency": "1min"}               | invalid_choice | \\"1min\\" is not a valid sync frequency. The fastest sync frequency is 5 minutes. | sync_frequency
            {"sync_time_of_day": "14:15"}            | invalid_input  | Invalid sync time of day | null
            {"incremental_field_lookback_seconds": 5184001} | max_value | Ensure this value is less than or equal to 5184000. | incremental_field_lookback_seconds
            {"enabled_columns": ["x"]}               | invalid_input  | Unknown columns in enabled_columns: ['x']. Use the names in available_columns. | null
            {"sync_type": "cdc"}                     | invalid_input  | CDC must be enabled on the source before selecting it as a sync type. | null
            {"incremental_field": "updated_at"}      | invalid_input  | incremental_field cannot be applied to a schema with sync type not set on its own. Include sync_type in the same request to change the sync type. | null
            {"should_sync": true}                    | invalid_input  | Sync type must be set up first before enabling schema | null
            {"sync_type": "incremental", "primary_key_columns": ["x"]} | invalid_input | 'orders' has no column named x to merge on. | null
            {"row_filters": [{"column": "x", "operator": "=", "value": 1}]} | invalid_input | Invalid row filter: Unknown column 'x'. | null
            """)
    void changesAreRefusedInTheEnvelope(String body, String code, String detail, String attr) {
        assertRefused(calls.send(PATCH, schema, body), code, detail, attr);
    }

    @Test
    void neverIsNoFrequency() {
        calls.send(PATCH, schema, "{\"sync_frequency\": \"never\"}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.attr")
                .isEqualTo("sync_frequency");
    }

    @Test
    void aTableIsAddedByItsName() {
        var added = text(calls.send(POST, SCHEMAS, "{\"name\": \"customers\"}")
                .expectStatus()
                .isCreated());

        assertThat(JsonPath.<String>read(added, "$.sync_type")).isEqualTo("full_refresh");
        assertThat(JsonPath.<Boolean>read(added, "$.should_sync")).isFalse();
        assertRefused(
                calls.send(POST, SCHEMAS, "{\"name\": \"customers\"}"),
                "invalid_input",
                "'customers' is a schema of this source already.",
                "name");
        assertRefused(
                calls.send(POST, SCHEMAS, "{\"name\": \"nope\"}"),
                "invalid_input",
                "No source has a table named 'nope'.",
                "name");
    }

    @Test
    void whoseTableIsMeantMustBeSaidWhereSeveralHaveIt() {
        calls.create(calls.source("b", List.of(table("orders", "should_sync", false))));

        assertRefused(
                calls.send(POST, SCHEMAS, "{\"name\": \"customers\"}"),
                "invalid_input",
                "Several sources have a table named 'customers': say which.",
                "source_id");
    }

    @Test
    void aDeletedSchemaComesBackAsItWas() {
        calls.send(PATCH, schema, "{\"sync_type\": \"full_refresh\", \"sync_frequency\": \"1hour\"}")
                .expectStatus()
                .isOk();
        calls.send(DELETE, schema, "").expectStatus().isNoContent();
        calls.get(schema).expectStatus().isNotFound();

        calls.send(POST, SOURCES + source + "/refresh_schemas/", "")
                .expectStatus()
                .isOk();

        assertThat(calls.<String>schema(source, "orders", "sync_frequency")).isEqualTo("1hour");
        calls.get(schema).expectStatus().isOk();
    }

    @Test
    void withNothingRunningThereIsNothingToCancel() {
        assertThat(text(calls.send(POST, schema + "cancel/", "").expectStatus().isBadRequest()))
                .isEqualTo("{\"detail\":\"No running sync to cancel.\"}");
    }

    @Test
    void incrementalFieldsAreAskedOfTheSource() {
        var options = text(calls.send(POST, schema + "incremental_fields/", "")
                .expectStatus()
                .isOk());

        assertThat(JsonPath.<List<String>>read(options, "$.incremental_fields[*].field"))
                .containsExactly("updated_at", "id", "xmin");
        assertThat(JsonPath.<Boolean>read(options, "$.full_refresh_available")).isTrue();
        assertThat(JsonPath.<Object>read(options, "$.cdc_available")).isNull();
    }

    @Test
    void severalSchemasChangeAtOnceAndTheFailingOnesAreNamed() {
        var other = JsonPath.<String>read(text(calls.send(POST, SCHEMAS, "{\"name\": \"customers\"}")), "$.id");
        var first = calls.<String>schema(source, "orders", "id");

        var refused = text(calls.send(PATCH, SOURCES + source + "/bulk_update_schemas/", """
                {"schemas": [{"id": "%s", "sync_frequency": "1hour"}, {"id": "%s", "enabled_columns": ["x"]}]}
                """.formatted(first, other))
                .expectStatus()
                .isBadRequest());

        assertThat(JsonPath.<String>read(refused, "$.code")).isEqualTo("bulk_schema_save_failed");
        assertThat(JsonPath.<String>read(refused, "$.detail"))
                .contains("customers")
                .doesNotContain("orders");
        assertThat(calls.<String>schema(source, "orders", "sync_frequency")).isEqualTo("1hour");
    }

    @Test
    void theListHasASchemaWhoseSourceIsBeingDeleted(@Autowired JdbcClient jdbc) {
        jdbc.sql("UPDATE external_data_source SET deleted_at = now() WHERE id = :id")
                .param("id", UUID.fromString(source))
                .update();

        assertThat(JsonPath.<List<String>>read(
                        text(calls.get(SCHEMAS).expectStatus().isOk()), "$.results[*].name"))
                .containsExactly("orders");
    }

    @Test
    void schemasOfAllSourcesAreListedAndSearched() {
        calls.send(POST, SCHEMAS, "{\"name\": \"customers\"}").expectStatus().isCreated();

        assertThat(JsonPath.<List<String>>read(text(calls.get(SCHEMAS + "?search=CUST")), "$.results[*].name"))
                .containsExactly("customers");
        assertThat(JsonPath.<Integer>read(text(calls.get(SCHEMAS)), "$.count")).isEqualTo(2);
    }
}
