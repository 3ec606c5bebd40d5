package dev.hedgerow.managedwarehouse;

import static dev.hedgerow.Calls.send;
import static dev.hedgerow.Calls.text;
import static dev.hedgerow.managedwarehouse.Warehouses.json;
import static dev.hedgerow.managedwarehouse.Warehouses.newName;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.Tenants.Tenant;
import dev.hedgerow.database.SourcePostgres;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.json.JsonMapper;

/** A warehouse from its first day to its last, as its owner sees it: through HTTP and a PostgreSQL client only. */
@ServerTest
class WarehouseWalkTest {

    static final JsonMapper JSON = new JsonMapper();

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    Tenant tenant;
    Warehouses warehouses;
    SourcePostgres.Database source;

    @BeforeEach
    void tenant() {
        tenant = tenants.create();
        warehouses = new Warehouses(http, tenant);
        source = SourcePostgres.shared().database();
        source.execute("""
                CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2));
                INSERT INTO orders VALUES (1, 10.50), (2, 20.25)
                """);
    }

    @Test
    void viewsAndSyncedTablesAreReadByPsqlUntilTheWarehouseIsGone() throws SQLException {
        var schema = sync();
        var view = materialize("select count() as orders, sum(total) as total from postgres.shop.orders");
        var name = newName();
        var password = warehouses.provisioned(name);

        awaitRow(password, "SELECT count(*), sum(total) FROM main.postgres_shop_orders", "2 30.75");
        awaitRow(password, "SELECT orders, total FROM main.revenue", "2 30.75");

        source.execute("INSERT INTO orders VALUES (3, 100)");
        post("external_data_schemas/" + schema + "/reload/", "");
        awaitRow(password, "SELECT count(*), sum(total) FROM main.postgres_shop_orders", "3 130.75");
        post("warehouse_saved_queries/" + view + "/run/", "");
        awaitRow(password, "SELECT orders, total FROM main.revenue", "3 130.75");

        var next = json(warehouses.call(POST, "reset-password/", ""))
                .path("password")
                .stringValue();
        assertThatThrownBy(() -> warehouses.connect(password)).hasMessageContaining("password authentication failed");
        awaitRow(next, "SELECT orders FROM main.revenue", "3");
        for (var other : List.of("postgres", "template1", "hedgerow")) {
            assertThatThrownBy(() -> warehouses.connect(other, next))
                    .as(other)
                    .hasMessageContaining("permission denied for database");
        }

        var connection = warehouses.status().path("connection");
        warehouses.deprovisioned();
        assertThatThrownBy(() -> Warehouses.connect(connection, name, next))
                .hasMessageContaining("password authentication failed");
    }

    /** Syncs the orders once and returns the id of their schema. */
    private String sync() {
        var payload = source.settings();
        payload.put("schema", "public");
        payload.put("schemas", List.of(Map.of("name", "orders", "should_sync", true, "sync_type", "full_refresh")));
        var id = post(
                "external_data_sources/",
                JSON.writeValueAsString(Map.of("source_type", "Postgres", "prefix", "shop", "payload", payload)));
        return await().atMost(30, SECONDS)
                .until(
                        () -> JSON.readTree(text(send(http, tenant, GET, "external_data_sources/" + id + "/", "")))
                                .path("schemas")
                                .path(0),
                        orders -> orders.path("status").asString("").equals("Completed"))
                .path("id")
                .stringValue();
    }

    private String materialize(String hogql) {
        var id = post(
                "warehouse_saved_queries/",
                JSON.writeValueAsString(
                        Map.of("name", "revenue", "query", Map.of("kind", "HogQLQuery", "query", hogql))));
        post("warehouse_saved_queries/" + id + "/materialize/", "{\"sync_frequency\": \"24hour\"}");
        return id;
    }

    /** Sends what has to be accepted, and returns the id of what was made. */
    private String post(String path, String body) {
        var answer = text(send(http, tenant, POST, path, body).expectStatus().is2xxSuccessful());
        return answer.isEmpty() ? "" : JSON.readTree(answer).path("id").asString("");
    }

    private void awaitRow(String password, String query, String row) throws SQLException {
        try (var connection = warehouses.connect(password)) {
            await().atMost(40, SECONDS)
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(Warehouses.rows(connection, query)).containsExactly(row));
        }
    }
}
