package dev.hedgerow.catalog;

import static dev.hedgerow.Calls.assertNotFound;
import static dev.hedgerow.Calls.send;
import static dev.hedgerow.Calls.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.Teams;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.Warehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServerTest
class WarehouseTableApiTest {

    @Autowired
    RestTestClient http;

    @Autowired
    WarehouseTables tables;

    @Autowired
    Warehouse warehouse;

    Tenants.Tenant tenant;
    Tenants.Tenant stranger;
    Team team;

    @BeforeEach
    void tenants(@Autowired Tenants tenants, @Autowired Teams teams) {
        tenant = tenants.create();
        stranger = tenants.create();
        team = teams.find(tenant.project()).orElseThrow();
    }

    UUID publish(String name, boolean sourced) {
        var version = new TableVersion(name, 1);
        warehouse.materialize(
                Namespaces.of(team),
                version,
                "SELECT 1 AS id, 'a' AS name",
                Duration.ofSeconds(30),
                new Cancellation());
        var columns = List.of(new TableColumn("id", "Int32"), new TableColumn("name", "Nullable(String)"));
        return tables.publish(team, name, new TableContents(version, columns, 1), sourced, tenant.owner());
    }

    String get(String path) {
        var answer = send(http, tenant, HttpMethod.GET, path, "");
        answer.expectStatus().isOk();
        return text(answer);
    }

    @Test
    void aTableShowsItsColumnsAndWhoMadeIt() {
        var id = publish("orders", false);

        var table = get("warehouse_tables/" + id + "/");

        assertThat(JsonPath.<String>read(table, "$.name")).isEqualTo("orders");
        assertThat(JsonPath.<List<String>>read(table, "$.columns[*].name")).containsExactly("id", "name");
        assertThat(JsonPath.<List<String>>read(table, "$.columns[*].type")).containsExactly("integer", "string");
        assertThat(JsonPath.<Integer>read(table, "$.row_count")).isEqualTo(1);
        assertThat(JsonPath.<Integer>read(table, "$.created_by.id")).isEqualTo((int) tenant.owner());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                      | stripe.order_lines, orders
            ?search=ORD             | stripe.order_lines, orders
            ?search=_               | stripe.order_lines
            ?search=%25             | ''
            ?limit=1&offset=1       | orders
            """)
    void theNewestComeFirstAndASearchTakesItsTextLiterally(String query, String names) {
        publish("orders", false);
        publish("stripe.order_lines", true);

        var shown = JsonPath.<List<String>>read(get("warehouse_tables/" + query), "$.results[*].name");

        assertThat(String.join(", ", shown)).isEqualTo(names);
    }

    @Test
    void aDeletedTableIsGoneFromTheListAndFromTheEngine() {
        var id = publish("orders", false);

        send(http, tenant, HttpMethod.DELETE, "warehouse_tables/" + id + "/", "")
                .expectStatus()
                .isNoContent();

        assertNotFound(send(http, tenant, HttpMethod.GET, "warehouse_tables/" + id + "/", ""));
        assertThat(JsonPath.<Integer>read(get("warehouse_tables/"), "$.count")).isZero();
        assertThat(warehouse.versions(Namespaces.of(team))).isEmpty();
    }

    @Test
    void aTableThatASourceFillsGoesWithItsSourceOnly() {
        var id = publish("stripe.charges", true);

        var refused = send(http, tenant, HttpMethod.DELETE, "warehouse_tables/" + id + "/", "");

        refused.expectStatus().isBadRequest();
        assertThat(text(refused)).isEqualTo("{\"message\":\"Can't delete a sourced table\"}");
    }

    @ParameterizedTest
    @CsvSource({"GET", "DELETE"})
    void aForeignTableIsLikeNone(String method) {
        var id = publish("orders", false);

        assertNotFound(send(http, stranger, HttpMethod.valueOf(method), "warehouse_tables/" + id + "/", ""));
        assertNotFound(
                send(http, tenant, HttpMethod.valueOf(method), "warehouse_tables/" + UUID.randomUUID() + "/", ""));
        assertNotFound(send(http, tenant, HttpMethod.valueOf(method), "warehouse_tables/nonsense/", ""));
        assertThat(get("warehouse_tables/")).contains(id.toString());
    }

    @Test
    void whenAProjectGoesSoDoesWhatTheEngineHoldsOfIt() {
        publish("orders", false);
        var file = Path.of("target/test-data/warehouse/%s.duckdb"
                .formatted(Namespaces.of(team).name()));
        assertThat(file).exists();

        http.delete()
                .uri("/api/projects/%d/".formatted(tenant.project()))
                .headers(headers -> headers.setBearerAuth(tenant.key()))
                .exchange()
                .expectStatus()
                .isNoContent();

        await().atMost(Duration.ofSeconds(20)).until(() -> Files.notExists(file));
    }
}
