package dev.hedgerow.managedwarehouse;

import static dev.hedgerow.managedwarehouse.Warehouses.json;
import static dev.hedgerow.managedwarehouse.Warehouses.newName;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import dev.hedgerow.Concurrently;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.Tenants.Tenant;
import dev.hedgerow.auth.MembershipLevel;
import dev.hedgerow.database.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@ServerTest
class ManagedWarehouseApiTest {

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    @Autowired
    PostgresAddress server;

    Tenant tenant;
    Warehouses warehouses;

    @BeforeEach
    void newTenant() {
        tenant = tenants.create();
        warehouses = new Warehouses(http, tenant);
    }

    @Test
    void provisioningMakesADatabaseThatItsOwnerMayUse() throws SQLException {
        var name = newName();

        var password = warehouses.provisioned(name);

        try (var connection = warehouses.connect(password)) {
            assertThat(ask(connection, "SELECT current_database() || ' ' || current_user"))
                    .isEqualTo(name + " " + name);
            execute(connection, "CREATE TABLE mine AS SELECT 42 AS answer");
            assertThat(ask(connection, "SELECT answer FROM mine")).isEqualTo("42");
        }
        warehouses.deprovisioned();
    }

    @Test
    void theStatusNamesWhatWasMadeAndForWhom() {
        var name = newName();
        warehouses.provisioned(name);

        warehouses.call(GET, "warehouse_status/", "").expectBody().json("""
                {"org_id": "%s", "state": "ready", "status_message": "Infrastructure ready", "failed_at": null,
                 "s3_state": "ready", "metadata_store_state": "ready", "identity_state": "ready", "secrets_state": "ready",
                 "connection": {"host": "%s", "port": %d, "database": "%s", "username": "%s"},
                 "has_backfill": true, "table_suffix": "main", "team_onboarded": true, "schema_name": "main"}
                """.formatted(
                        tenant.organization(), server.host(), server.port(), name, name));
        warehouses.deprovisioned();
    }

    @Test
    void anotherProjectOfTheOrganizationSeesTheSameWarehouse() {
        var name = newName();
        warehouses.provisioned(name);
        var sibling =
                new Tenant(tenant.organization(), tenants.project(tenant.organization()), tenant.owner(), tenant.key());

        new Warehouses(http, sibling)
                .call(GET, "warehouse_status/", "")
                .expectBody()
                .json("""
                {"state": "ready", "connection": {"database": "%s"}, "has_backfill": false, "table_suffix": null}
                """.formatted(name));
        warehouses.deprovisioned();
    }

    @Test
    void theOwnerReachesNoOtherDatabase() throws SQLException {
        var other = new Warehouses(http, tenants.create());
        other.provisioned(newName());
        var name = newName();
        var password = warehouses.provisioned(name);

        for (var database : databases()) {
            if (!database.equals(name)) {
                assertThatThrownBy(() -> warehouses.connect(database, password))
                        .as(database)
                        .hasMessageContaining("permission denied for database");
            }
        }
        other.deprovisioned();
        warehouses.deprovisioned();
    }

    @Test
    void theOwnerIsNoAdministrator() throws SQLException {
        var password = warehouses.provisioned(newName());

        try (var connection = warehouses.connect(password)) {
            for (var forbidden : List.of(
                    "CREATE ROLE another",
                    "CREATE DATABASE another",
                    "COPY (SELECT 1) TO PROGRAM 'true'",
                    "SELECT pg_read_file('postgresql.conf')",
                    "SELECT passwd FROM pg_shadow",
                    "ALTER SYSTEM SET max_connections = 1",
                    "SET ROLE \"" + server.user() + "\"")) {
                assertThatThrownBy(() -> execute(connection, forbidden))
                        .as(forbidden)
                        .hasMessageContaining("permission denied");
            }
            assertThat(ask(connection, "SHOW statement_timeout")).isEqualTo("15min");
            assertThat(ask(connection, "SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user"))
                    .isEqualTo("20");
        }
        warehouses.deprovisioned();
    }

    @Test
    void aPasswordIsGoodUntilTheNextOne() throws SQLException {
        var first = warehouses.provisioned(newName());

        var reset = json(warehouses.call(POST, "reset-password/", ""));

        var second = reset.path("password").stringValue();
        assertThat(List.of(first, second)).allMatch(password -> password.matches("[A-Za-z0-9_-]{43}"));
        warehouses.connect(second).close();
        assertThatThrownBy(() -> warehouses.connect(first)).hasMessageContaining("password authentication failed");
        warehouses.deprovisioned();
    }

    @Test
    void passwordsAreKeptAsScramVerifiersOnly() throws SQLException {
        var name = newName();
        var password = warehouses.provisioned(name);

        try (var admin = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
            assertThat(ask(admin, "SELECT passwd FROM pg_shadow WHERE usename = '%s'".formatted(name)))
                    .startsWith("SCRAM-SHA-256$4096:");
            assertThat(ask(
                            admin,
                            "SELECT managed_warehouse::text FROM managed_warehouse WHERE database_name = '%s'"
                                    .formatted(name)))
                    .contains("SCRAM-SHA-256$4096:")
                    .doesNotContain(password);
        }
        warehouses.deprovisioned();
    }

    @Test
    void deprovisioningEndsSessionsAndRemovesDatabaseAndRoles() throws SQLException {
        var name = newName();
        var password = warehouses.provisioned(name);

        try (var session = warehouses.connect(password)) {
            warehouses.deprovisioned();

            assertThatThrownBy(() -> ask(session, "SELECT 1")).isInstanceOf(SQLException.class);
        }
        assertThat(databases()).doesNotContain(name);
        try (var admin = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
            assertThat(ask(
                            admin,
                            "SELECT count(*) FROM pg_roles WHERE rolname IN ('%s', 'hedgerow.%s')"
                                    .formatted(name, tenant.organization())))
                    .isEqualTo("0");
        }
        warehouses.call(GET, "warehouse_status/", "").expectBody().json("""
                {"state": "deleted", "status_message": "Resources deleted", "connection": null}
                """);
    }

    @Test
    void aNameStaysHeldUntilItIsGivenBack() {
        var name = newName();
        warehouses.provisioned(name);
        assertAvailable(name, false);

        warehouses.deprovisioned();
        assertAvailable(name, false);

        warehouses
                .call(DELETE, "delete-org/", "")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("""
                {"status": "deleted", "org": "%1$s", "deleted": "%1$s"}
                """.formatted(tenant.organization()));
        assertAvailable(name, true);
        assertRefused(warehouses.call(GET, "warehouse_status/", ""), 404, "warehouse not found");
    }

    @Test
    void anotherNameFreesTheOneBefore() {
        var first = newName();
        warehouses.provisioned(first);
        warehouses.deprovisioned();

        var second = newName();
        warehouses.provisioned(second);

        assertAvailable(first, true);
        assertAvailable(second, false);
        warehouses.deprovisioned();
    }

    @Test
    void ofTwoProvisionsAtOnceOneIsAccepted() throws Exception {
        var name = newName();

        var statuses = Concurrently.run(
                2,
                () -> warehouses
                        .provision(name)
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value());

        assertThat(statuses).containsExactlyInAnyOrder(202, 409);
        warehouses.awaitState("ready");
        assertRefused(warehouses.provision(name), 409, "warehouse already exists in non-terminal state");
        warehouses.deprovisioned();
    }

    @Test
    void ofTwoOrganizationsOneGetsTheName() throws Exception {
        var name = newName();
        var both = new ArrayList<>(List.of(warehouses, new Warehouses(http, tenants.create())));
        var waiting = new java.util.concurrent.ConcurrentLinkedQueue<>(both);

        var answers = Concurrently.run(2, () -> json(waiting.remove().provision(name)));

        assertThat(answers).filteredOn(answer -> answer.has("password")).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.path("error")
                        .asString("")
                        .startsWith("provision conflicts with existing state (likely database_name in use): "))
                .hasSize(1);
        var winner = both.stream()
                .filter(one -> one.status().has("state"))
                .findFirst()
                .orElseThrow();
        winner.awaitState("ready");
        winner.deprovisioned();
    }

    @ParameterizedTest
    @CsvSource({"postgres", "template1", "hedgerow"})
    void theServersOwnDatabasesAndRolesAreNotForTheTaking(String name) throws SQLException {
        assertThat(databases()).contains(name);

        assertAvailable(name, false);
        assertRefused(
                warehouses.provision(name),
                409,
                "provision conflicts with existing state (likely database_name in use): " + name);
    }

    @Test
    void aStepThatFailsSaysWhyAndProvisioningCanBeRepeated() throws SQLException {
        var open = newName();
        try (var admin = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
            execute(admin, "CREATE ROLE \"%s\"".formatted(open));
            execute(admin, "CREATE DATABASE \"%1$s\" OWNER \"%1$s\"".formatted(open));
            try {
                warehouses.provision(newName());
                var failed = warehouses.awaitState("failed");

                assertThat(failed.path("status_message").stringValue())
                        .startsWith("Everybody may connect to the server's database " + open);
                assertThat(failed.path("failed_at").isString()).isTrue();
                assertThat(failed.path("connection").isNull()).isTrue();
                assertRefused(
                        warehouses.call(POST, "reset-password/", ""),
                        409,
                        "warehouse must be in ready state to reset password");
            } finally {
                execute(admin, "DROP DATABASE \"%s\"".formatted(open));
                execute(admin, "DROP ROLE \"%s\"".formatted(open));
            }
        }

        warehouses.provisioned(newName());

        warehouses.deprovisioned();
    }

    @Test
    void eachPrefixAnswersWithTheStatusItDocuments() {
        var name = newName();
        environments(POST, "provision", "{\"database_name\": \"%s\"}".formatted(name))
                .expectStatus()
                .isOk()
                .expectBody()
                .json("""
                        {"status": "provisioning started", "team": "%d", "org": "%s", "username": "%s"}
                        """.formatted(tenant.project(), tenant.organization(), name));
        warehouses.awaitState("ready");
        assertThat(warehouses.status().path("has_backfill").booleanValue()).isFalse();
        environments(POST, "deprovision", "").expectStatus().isOk().expectBody().json("""
                {"status": "deprovisioning started", "team": "%d", "org": "%s"}
                """.formatted(
                        tenant.project(), tenant.organization()));
        warehouses.awaitState("deleted");
    }

    @Test
    void aWarehouseIsTakenBackOnce() {
        warehouses.provisioned(newName());
        warehouses.deprovisioned();

        assertRefused(
                warehouses.call(POST, "deprovision/", ""),
                409,
                "warehouse must be in ready, failed, or provisioning state to deprovision");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, deprovision, warehouse not found",
        "POST, reset-password, warehouse not found",
        "GET, warehouse_status, warehouse not found",
        "DELETE, delete-org, org not found"
    })
    void whereThereIsNoneNothingIsFound(String method, String action, String error) {
        assertRefused(warehouses.call(HttpMethod.valueOf(method), action, ""), 404, error);
    }

    @Test
    void aStandingWarehouseIsNotForgotten() {
        warehouses.provisioned(newName());

        var refused = warehouses.call(DELETE, "delete-org/", "");

        assertRefused(refused, 409, "warehouse still exists in state ready; deprovision it first");
        warehouses.deprovisioned();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | provision       | provision the managed warehouse
            POST   | deprovision     | deprovision the managed warehouse
            POST   | reset-password  | reset the root password for the managed warehouse
            POST   | enable_backfill | enable the managed warehouse backfill
            DELETE | delete-org      | delete the managed warehouse organization
            """)
    void membersChangeNothing(String method, String action, String what) {
        var member = tenants.user(tenant.organization(), MembershipLevel.MEMBER);
        var asMember = new Warehouses(http, tenant.withKey(tenants.key(member, "*")));

        assertRefused(
                asMember.call(HttpMethod.valueOf(method), action, ""), 403, "Only organization admins can " + what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                 | database_name is required
            {"database_name": ""}                                              | database_name is required
            {"database_name": null}                                            | database_name is required
            {"database_name": "ab", "table_name": "t"}                         | Warehouse name must be 3-63 characters
            {"database_name": "a234567890123456789012345678901234567890123456789012345678901234"} | Warehouse name must be 3-63 characters
            {"database_name": "my_db"}   | Warehouse name must be a DNS label: lowercase letters, numbers, and hyphens, starting and ending with a letter or number
            {"database_name": "1abc"}    | Warehouse name must be a DNS label: lowercase letters, numbers, and hyphens, starting and ending with a letter or number
            {"database_name": "abc-"}    | Warehouse name must be a DNS label: lowercase letters, numbers, and hyphens, starting and ending with a letter or number
            {"database_name": "abc\\n"}  | Warehouse name must be a DNS label: lowercase letters, numbers, and hyphens, starting and ending with a letter or number
            {"database_name": " abc"}    | Warehouse name must be a DNS label: lowercase letters, numbers, and hyphens, starting and ending with a letter or number
            {"database_name": "Abc"}     | Warehouse name must be a DNS label: lowercase letters, numbers, and hyphens, starting and ending with a letter or number
            {"database_name": "a\\"; --"} | Warehouse name must be a DNS label: lowercase letters, numbers, and hyphens, starting and ending with a letter or number
            {"database_name": "abc"}                                           | table_name is required
            {"database_name": "abc", "table_name": "a-b"}                      | Table name must use only lowercase letters, numbers, and underscores
            {"database_name": "abc", "schema_name": "a.b"}                     | Table name must use only lowercase letters, numbers, and underscores
            {"database_name": "abc", "table_name": "a234567890123456789012345678901234567890123456789012345678901234"} | Table name must be at most 63 characters
            """)
    void namesAreHeldToTheirRules(String body, String error) {
        assertRefused(warehouses.call(POST, "provision/", body), 400, error);
    }

    @Test
    void theNameToCheckIsHeldToTheSameRules() {
        assertRefused(warehouses.call(GET, "check-database-name/", ""), 400, "database_name is required");
        assertRefused(
                warehouses.call(GET, "check-database-name/?name=a", ""), 400, "Warehouse name must be 3-63 characters");
    }

    @Test
    void aProjectIsBackfilledUnderOneNameThatNoSiblingHas() {
        assertRefused(
                warehouses.call(POST, "enable_backfill/", "{\"table_name\": \"main\"}"),
                400,
                "No managed warehouse is provisioned for this organization. Provision one first.");
        warehouses.provisioned(newName());
        var sibling = new Warehouses(
                http,
                new Tenant(
                        tenant.organization(), tenants.project(tenant.organization()), tenant.owner(), tenant.key()));

        warehouses
                .call(POST, "enable_backfill/", "{\"table_name\": \"main\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"enabled\": true, \"table_suffix\": \"main\"}");
        assertRefused(
                warehouses.call(POST, "enable_backfill/", "{\"table_name\": \"other\"}"),
                400,
                "This project already writes to events_main.");
        assertRefused(
                sibling.call(POST, "enable_backfill/", "{\"table_name\": \"main\"}"),
                400,
                "The table name 'main' is already used by another environment in this organization.");
        sibling.call(POST, "enable_backfill/", "{\"table_name\": \"other\"}")
                .expectStatus()
                .isOk();
        warehouses.deprovisioned();
    }

    private void assertAvailable(String name, boolean available) {
        warehouses
                .call(GET, "check-database-name/?name=" + name, "")
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"name\": \"%s\", \"available\": %s}".formatted(name, available));
    }

    private static void assertRefused(ResponseSpec answer, int status, String error) {
        answer.expectStatus().isEqualTo(status);
        assertThat(json(answer).path("error").stringValue()).isEqualTo(error);
    }

    private ResponseSpec environments(HttpMethod method, String action, String body) {
        return http.method(method)
                .uri("/api/environments/%d/data_warehouse/%s/".formatted(tenant.project(), action))
                .header("Authorization", "Bearer " + tenant.key())
                .header("Content-Type", "application/json")
                .body(body)
                .exchange();
    }

    private List<String> databases() throws SQLException {
        var names = new ArrayList<String>();
        try (var admin = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                var statement = admin.createStatement();
                var rows = statement.executeQuery("SELECT datname FROM pg_database WHERE datallowconn")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
