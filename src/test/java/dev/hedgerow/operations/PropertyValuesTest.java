package dev.hedgerow.operations;

import static dev.hedgerow.Calls.assertRefused;
import static dev.hedgerow.Calls.send;
import static dev.hedgerow.Calls.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.test.json.JsonCompareMode.STRICT;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.Tenants.Tenant;
import dev.hedgerow.auth.Teams;
import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.catalog.TableColumn;
import dev.hedgerow.catalog.TableContents;
import dev.hedgerow.catalog.WarehouseTables;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.Warehouse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.json.JsonMapper;

@ServerTest
class PropertyValuesTest {

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    @Autowired
    Teams teams;

    @Autowired
    Warehouse warehouse;

    @Autowired
    WarehouseTables tables;

    Tenant tenant;

    @BeforeEach
    void tableOfShops() {
        tenant = tenants.create();
        var team = teams.find(tenant.project()).orElseThrow();
        var version = new TableVersion("shops", 1);
        var written =
                warehouse.materialize(Namespaces.of(team), version, """
                SELECT * FROM (VALUES
                    ('alpha', 1, true, ['red', 'green'], '{"b": 1, "a": {"plan": "free"}}'::JSON),
                    ('it''s 100% a\\b', 2, false, ['blue'], '["beta", "gamma"]'::JSON),
                    (NULL, 2, NULL, NULL, NULL)) t(name, size, open, colours, extra)
                """, Duration.ofSeconds(10), new Cancellation());
        var columns = List.of(
                new TableColumn("name", "Nullable(String)"),
                new TableColumn("size", "Int64"),
                new TableColumn("open", "Nullable(Bool)"),
                new TableColumn("colours", "Array(String)"),
                new TableColumn("extra", "JSON"));
        tables.publish(team, "postgres.main.shops", new TableContents(version, columns, written.rows()), true, null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            name        | alpha;it's 100% a\\b
            size        | 1;2
            open        | false;true
            colours     | blue;green;red
            extra.a.plan | free
            """)
    void theValuesOfAColumnAreTexts(String key, String values) {
        assertThat(values(get("key=%s&table_name=postgres.main.shops".formatted(key))))
                .isEqualTo(values);
    }

    @Test
    void objectsAreJsonWithTheirKeysInOrderAndListsAreTakenApart() {
        assertThat(values(get("key=extra&table_name=postgres.main.shops")))
                .isEqualTo("beta;gamma;{\"a\":{\"plan\":\"free\"},\"b\":1}");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            ALPH,     alpha
            "it's",   "it's 100% a\\b"
            a\\,      "it's 100% a\\b"
            x,        ""
            "') or 1=1 --", ""
            """)
    void aValueNarrowsThemDown(String value, String values) {
        var found = http.get()
                .uri(uri -> uri.path(tenant.path("data_warehouse/property_values/"))
                        .queryParam("key", "name")
                        .queryParam("table_name", "postgres.main.shops")
                        .queryParam("value", "{value}")
                        .build(value))
                .header("Authorization", "Bearer " + tenant.key())
                .exchange();

        assertThat(values(found)).isEqualTo(values);
    }

    @Test
    void theAnswerMayBeKeptForAMoment() {
        get("key=size&table_name=postgres_main_shops")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "max-age=10");
    }

    @Test
    void eventsAreATableToo() {
        assertThat(values(get("key=event&table_name=events"))).isEmpty();
    }

    @Test
    void theChecksComeInTheirOrder() {
        assertRefused(get("table_name=nope"), "invalid_input", "You must provide a key", "null");
        assertRefused(get("key=nope"), "invalid_input", "You must provide a table name", "null");
        get("key=nope&table_name=nope")
                .expectStatus()
                .isNotFound()
                .expectBody()
                .json("{\"error\": \"Data warehouse table not found\"}", STRICT);
        assertRefused(
                get("key=nope&table_name=postgres.main.shops"),
                "invalid_input",
                "The provided key does not exist on this table",
                "null");
    }

    private ResponseSpec get(String query) {
        return send(http, tenant, GET, "data_warehouse/property_values/?" + query, "");
    }

    private static String values(ResponseSpec answer) {
        var results = new JsonMapper().readTree(text(answer)).path("results");
        assertThat(results.isArray()).as("results").isTrue();
        Stream<String> names =
                results.valueStream().map(result -> result.path("name").stringValue());
        return names.sorted().collect(Collectors.joining(";"));
    }
}
