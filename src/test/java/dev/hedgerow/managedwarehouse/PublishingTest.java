package dev.hedgerow.managedwarehouse;

import static dev.hedgerow.Calls.send;
import static dev.hedgerow.managedwarehouse.Warehouses.newName;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.GET;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.Tenants.Tenant;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.Teams;
import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.catalog.TableColumn;
import dev.hedgerow.catalog.TableContents;
import dev.hedgerow.catalog.WarehouseTables;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.Warehouse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServerTest
class PublishingTest {

    static final List<TableColumn> COLUMNS = List.of(new TableColumn("id", "Int64"), new TableColumn("name", "String"));

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    @Autowired
    Teams teams;

    @Autowired
    Warehouse storage;

    @Autowired
    WarehouseTables tables;

    @Autowired
    JdbcClient jdbc;

    Tenant tenant;
    Team team;
    Warehouses warehouses;
    String password;
    long version;

    @BeforeEach
    void provision() {
        tenant = tenants.create();
        team = teams.find(tenant.project()).orElseThrow();
        warehouses = new Warehouses(http, tenant);
        password = warehouses.provisioned(newName());
    }

    @AfterEach
    void deprovision() {
        warehouses.deprovisioned();
    }

    @Test
    void aTableIsThereAfterItsRunAndHasTheNewRowsAfterTheNext() throws SQLException {
        run("mrr", COLUMNS, "SELECT 1 AS id, 'one' AS name");
        awaitRows("SELECT id, name FROM main.mrr", "1 one");

        run("mrr", COLUMNS, "SELECT i AS id, 'n' || i AS name FROM range(2, 4) t(i)");
        awaitRows("SELECT id, name FROM main.mrr ORDER BY id", "2 n2", "3 n3");
    }

    @Test
    void aTableThatIsGoneDisappears() throws SQLException {
        run("mrr", COLUMNS, "SELECT 1 AS id, 'one' AS name");
        awaitRows("SELECT id FROM main.mrr", "1");

        tables.remove(team, "mrr");

        awaitRows("SELECT count(*) FROM pg_tables WHERE tablename = 'mrr'", "0");
    }

    @Test
    void aSyncedTableHasAnIndexOnItsKey() throws SQLException {
        synced("postgres.shop.orders");
        run("postgres.shop.orders", COLUMNS, "SELECT 1 AS id, 'one' AS name");

        awaitRows("SELECT id FROM main.postgres_shop_orders", "1");
        awaitRows(
                "SELECT split_part(indexdef, ' USING ', 2) FROM pg_indexes WHERE schemaname = 'main' AND tablename = 'postgres_shop_orders'",
                "btree (id)");
    }

    @Test
    void typesAreThoseThatPeopleComputeWith() throws SQLException {
        run(
                "typed",
                List.of(
                        new TableColumn("flag", "Bool"),
                        new TableColumn("small", "Int16"),
                        new TableColumn("large", "UInt64"),
                        new TableColumn("ratio", "Float64"),
                        new TableColumn("price", "Decimal(18, 2)"),
                        new TableColumn("day", "Date"),
                        new TableColumn("moment", "DateTime64(6, 'UTC')"),
                        new TableColumn("who", "UUID"),
                        new TableColumn("tags", "Array(String)"),
                        new TableColumn("text", "Nullable(String)"),
                        new TableColumn("nothing", "Nullable(String)")),
                """
                SELECT true AS flag, 7::SMALLINT AS small, 18446744073709551615::UBIGINT AS large, 0.5::DOUBLE AS ratio,
                       12.30::DECIMAL(18, 2) AS price, DATE '2026-01-02' AS day, TIMESTAMP '2026-01-02 03:04:05.000006' AS moment,
                       '0190d3a0-0000-7000-8000-000000000001'::UUID AS who, ['a', 'b'] AS tags,
                       'tab\\t' || chr(9) || chr(10) || '"quote" \\N ☂' AS text, NULL AS nothing
                """);

        awaitRows(
                "SELECT flag, small, large, ratio, price, day, moment AT TIME ZONE 'UTC', who, tags ->> 1, text, nothing FROM main.typed",
                "t 7 18446744073709551615 0.5 12.30 2026-01-02 2026-01-02 03:04:05.000006 0190d3a0-0000-7000-8000-000000000001 b tab\\t\t\n\"quote\" \\N ☂ null");
        awaitRows(
                "SELECT string_agg(data_type, ', ' ORDER BY ordinal_position) FROM information_schema.columns WHERE table_name = 'typed'",
                "boolean, smallint, numeric, double precision, numeric, date, timestamp with time zone, uuid, jsonb, text, text");
    }

    @Test
    void timesBeforeAndLongAfterOursStayTheSame() throws SQLException {
        run("times", List.of(new TableColumn("day", "Date"), new TableColumn("moment", "DateTime64(6, 'UTC')")), """
                SELECT DATE '0044-03-15 (BC)' AS day, TIMESTAMP '0001-12-31 (BC) 23:59:59.5' AS moment
                UNION ALL SELECT DATE '12345-06-07', TIMESTAMP '9999-12-31 00:00:00'
                """);

        awaitRows(
                "SELECT day, moment AT TIME ZONE 'UTC' FROM main.times ORDER BY day",
                "0044-03-15 BC 0001-12-31 23:59:59.5 BC",
                "12345-06-07 9999-12-31 00:00:00");
    }

    @Test
    void aTableOfManyPortionsIsPublishedAsAWhole() throws SQLException {
        run("large", COLUMNS, "SELECT i AS id, 'n' || i AS name FROM range(600000) t(i)");

        awaitRows("SELECT count(*), count(DISTINCT id), max(id) FROM main.large", "600000 600000 599999");
    }

    @Test
    void theOwnersViewsOutliveTheNextRun() throws SQLException {
        run("mrr", COLUMNS, "SELECT 1 AS id, 'one' AS name");
        awaitRows("SELECT id FROM main.mrr", "1");
        try (var connection = warehouses.connect(password);
                var statement = connection.createStatement()) {
            statement.execute("CREATE VIEW mine AS SELECT upper(name) AS name FROM main.mrr");
        }

        run("mrr", COLUMNS, "SELECT 2 AS id, 'two' AS name");

        awaitRows("SELECT name FROM mine", "TWO");
    }

    @Test
    void theOwnerReadsWhatIsPublishedAndCannotWriteIt() throws SQLException {
        run("mrr", COLUMNS, "SELECT 1 AS id, 'one' AS name");
        awaitRows("SELECT id FROM main.mrr", "1");

        try (var connection = warehouses.connect(password);
                var statement = connection.createStatement()) {
            for (var forbidden : List.of(
                    "DELETE FROM main.mrr",
                    "CREATE TABLE main.mine (id int)",
                    "CREATE TRIGGER t BEFORE INSERT ON main.mrr EXECUTE FUNCTION suppress_redundant_updates_trigger()")) {
                assertThatThrownBy(() -> statement.execute(forbidden))
                        .as(forbidden)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void eventsAndPersonsFollowAsTheyCome() throws SQLException {
        capture("signed up", "ada");
        awaitRows("SELECT event, distinct_id, properties ->> 'plan' FROM main.events_main", "signed up ada free");
        awaitRows("SELECT count(*) FROM main.persons_main", "1");

        capture("paid", "ada");
        awaitRows("SELECT event FROM main.events_main ORDER BY timestamp", "signed up", "paid");
    }

    @Test
    void theStatusSaysWhenAllIsThere() {
        run("mrr", COLUMNS, "SELECT 1 AS id, 'one' AS name");

        await().atMost(30, SECONDS)
                .until(
                        () -> warehouses.status().path("publishing"),
                        publishing -> publishing.path("behind").asInt(-1) == 0
                                && publishing.path("tables").intValue() == 3
                                && publishing.path("lag_seconds").intValue() == 0
                                && publishing.path("last_published_at").isString()
                                && publishing.path("failures").isEmpty());
    }

    @Test
    void aTableThatCannotBePublishedIsNamedAndKeepsNobodyBack() throws SQLException {
        run("bad", List.of(new TableColumn("ctid", "Int64")), "SELECT 1 AS ctid");
        run("good", COLUMNS, "SELECT 1 AS id, 'one' AS name");

        awaitRows("SELECT id FROM main.good", "1");
        await().atMost(30, SECONDS).untilAsserted(() -> {
            var failure =
                    warehouses.status().path("publishing").path("failures").path(0);
            assertThat(failure.path("table").asString("")).isEqualTo("bad");
            assertThat(failure.path("error").asString(""))
                    .isEqualTo(
                            "The PostgreSQL server refused: column name \"ctid\" conflicts with a system column name.");
        });
        send(http, tenant, GET, "data_warehouse/data_health_issues/", "")
                .expectBody()
                .json("""
                {"results": [{"name": "bad", "type": "destination", "status": "failed"}], "count": 1}
                """);
    }

    @Test
    void whatTwoTablesWouldBeCalledTheFirstIs() throws SQLException {
        run("a.b", COLUMNS, "SELECT 1 AS id, 'first' AS name");
        awaitRows("SELECT name FROM main.a_b", "first");

        run("a_b", COLUMNS, "SELECT 2 AS id, 'second' AS name");

        await().atMost(30, SECONDS).untilAsserted(() -> {
            var failure =
                    warehouses.status().path("publishing").path("failures").path(0);
            assertThat(failure.path("table").asString("")).isEqualTo("a_b");
            assertThat(failure.path("error").asString("")).isEqualTo("Another table is called a_b there.");
        });
        awaitRows("SELECT name FROM main.a_b", "first");
    }

    @Test
    void aProjectThatIsGoneLeavesNothingBehind() throws SQLException {
        run("mrr", COLUMNS, "SELECT 1 AS id, 'one' AS name");
        awaitRows("SELECT id FROM main.mrr", "1");

        jdbc.sql("DELETE FROM managed_warehouse_backfill WHERE team_id = :team")
                .param("team", team.id())
                .update();

        awaitRows("SELECT count(*) FROM pg_namespace WHERE nspname = 'main'", "0");
    }

    private void run(String name, List<TableColumn> columns, String select) {
        var next = new TableVersion(name, ++version);
        var written =
                storage.materialize(Namespaces.of(team), next, select, Duration.ofSeconds(10), new Cancellation());
        tables.publish(team, name, new TableContents(next, columns, written.rows()), false, null);
    }

    private void synced(String table) {
        jdbc.sql("""
                        WITH source AS (
                            INSERT INTO external_data_source (id, team_id, source_type, status, name_space, created_via, access_method,
                                                              direct_query_enabled, auto_sync_new_schemas, revenue_analytics,
                                                              invoiceless_charges, created_at, updated_at)
                            VALUES (gen_random_uuid(), :team, 'Postgres', 'Completed', 'postgres.shop', 'api', 'WAREHOUSE',
                                    false, false, false, false, now(), now())
                            RETURNING id)
                        INSERT INTO external_data_schema (id, team_id, source_id, name, table_name, should_sync, status,
                                                          cdc_table_mode, source_columns,
                                                          detected_primary_keys, created_at, updated_at)
                        SELECT gen_random_uuid(), :team, id, 'orders', :table, true, 'Completed', 'consolidated', '[]',
                               '["id"]', now(), now()
                          FROM source
                        """).param("team", team.id()).param("table", table).update();
    }

    private void capture(String event, String who) {
        var token = jdbc.sql("SELECT api_token FROM project WHERE id = :id")
                .param("id", team.id())
                .query(String.class)
                .single();
        http.post()
                .uri("/capture/")
                .contentType(MediaType.APPLICATION_JSON)
                .body("""
                        {"api_key": "%s", "event": "%s", "distinct_id": "%s", "properties": {"plan": "free"}}
                        """.formatted(token, event, who))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private void awaitRows(String query, String... rows) throws SQLException {
        try (var connection = warehouses.connect(password)) {
            await().atMost(40, SECONDS)
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(Warehouses.rows(connection, query)).containsExactly(rows));
        }
    }
}
