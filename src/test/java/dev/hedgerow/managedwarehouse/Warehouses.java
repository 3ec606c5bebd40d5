package dev.hedgerow.managedwarehouse;

import static dev.hedgerow.Calls.send;
import static dev.hedgerow.Calls.text;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hedgerow.Tenants.Tenant;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client does with a managed warehouse: by HTTP, and with what that answers, by JDBC. */
record Warehouses(RestTestClient http, Tenant tenant) {

    private static final JsonMapper JSON = new JsonMapper();

    static String newName() {
        return "w-" + UUID.randomUUID();
    }

    ResponseSpec call(HttpMethod method, String action, String body) {
        return send(http, tenant, method, "data_warehouse/" + action, body);
    }

    ResponseSpec provision(String name) {
        return call(HttpMethod.POST, "provision/", """
                {"database_name": "%s", "table_name": "main"}
                """.formatted(name));
    }

    /** The password of a warehouse that is ready now. */
    String provisioned(String name) {
        var answer = provision(name);
        var password = json(answer).path("password").stringValue();
        awaitState("ready");
        return password;
    }

    JsonNode status() {
        return json(call(HttpMethod.GET, "warehouse_status/", ""));
    }

    JsonNode awaitState(String state) {
        return await().atMost(30, SECONDS)
                .until(
                        this::status,
                        status -> status.path("state").stringValue().equals(state));
    }

    /** Takes the warehouse back, so that the tests' server does not fill up with databases. */
    void deprovisioned() {
        call(HttpMethod.POST, "deprovision/", "").expectStatus().isAccepted();
        awaitState("deleted");
    }

    Connection connect(String password) throws SQLException {
        var connection = status().path("connection");
        return connect(connection.path("database").stringValue(), password);
    }

    Connection connect(String database, String password) throws SQLException {
        return connect(status().path("connection"), database, password);
    }

    static Connection connect(JsonNode connection, String database, String password) throws SQLException {
        assertThat(connection.isObject()).as(connection.toString()).isTrue();
        var url = "jdbc:postgresql://%s:%d/%s"
                .formatted(
                        connection.path("host").stringValue(),
                        connection.path("port").intValue(),
                        database);
        return DriverManager.getConnection(url, connection.path("username").stringValue(), password);
    }

    /** The rows of the answer, their values parted by spaces. */
    static List<String> rows(Connection connection, String query) throws SQLException {
        var found = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                found.add(String.join(" ", row));
            }
        }
        return found;
    }

    static JsonNode json(ResponseSpec answer) {
        return JSON.readTree(text(answer));
    }
}
