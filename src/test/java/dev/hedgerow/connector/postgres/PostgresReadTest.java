package dev.hedgerow.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.connector.Connector.Release;
import dev.hedgerow.connector.ConnectorException.Transient;
import dev.hedgerow.connector.Cursor;
import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.Landing;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.SourceTable;
import dev.hedgerow.connector.SourceTable.Kind;
import dev.hedgerow.connector.SyncMethod;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableRead.ByKey;
import dev.hedgerow.connector.Watermark;
import dev.hedgerow.connector.network.HostPolicy;
import dev.hedgerow.database.SourcePostgres;
import dev.hedgerow.database.SourcePostgres.Database;
import dev.hedgerow.engine.duckdb.TestWarehouse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only PostgreSQL has. */
class PostgresReadTest {

    static final Cursor XMIN = new Cursor(Cursor.XMIN, CursorType.XID, false, false);

    static TestWarehouse warehouse;
    static Database database;

    @BeforeAll
    static void open(@TempDir Path directory) {
        warehouse = TestWarehouse.in(directory);
        database = SourcePostgres.shared().database();
    }

    @AfterAll
    static void close() throws Exception {
        warehouse.close();
    }

    @Test
    @Tag("pain-10")
    void transactionsThatCommitLateAreNotMissed() throws Exception {
        database.execute("CREATE TABLE late (id int PRIMARY KEY); INSERT INTO late VALUES (1)");
        var read = TableRead.of(new TablePath("public", "late"));
        String watermark;
        try (var slow = database.connect()) {
            slow.setAutoCommit(false);
            slow.createStatement().execute("INSERT INTO late VALUES (2)");
            database.execute("INSERT INTO late VALUES (3)");
            try (var reader = source(Map.of()).read(read.following(XMIN, null))) {
                var landing = new Landing(warehouse);
                landing.load(reader);
                assertThat(landing.rows("SELECT id FROM landed ORDER BY id")).containsExactly("1", "3");
                assertThat(landing.value("min(_ph_xmin) > 0")).isEqualTo("true");
                watermark = reader.highest().orElseThrow();
            }
            slow.commit();
        }

        try (var reader = source(Map.of()).read(read.following(XMIN, Watermark.from(watermark)))) {
            var landing = new Landing(warehouse);
            landing.load(reader);
            assertThat(landing.rows("SELECT id FROM landed ORDER BY id")).containsExactly("2", "3");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            int2          | -n
            int4          | n
            int8          | n * 5000000000
            oid           | n
            text          | 'Grüße ' || n
            varchar(20)   | chr(100 + n)
            char(9)       | 'x' || n
            label         | 'y' || n
            uuid          | md5(n::text)::uuid
            date          | date '2024-01-01' - n
            timestamptz   | timestamptz '2024-01-01' + n * interval '1 us'
            numeric(10,2) | n * 1.25
            boolean       | n % 2 = 0
            bytea         | decode(md5(n::text), 'hex')
            inet          | inet '10.0.0.1' + n
            """)
    void aReadByAKeyOfThisTypeGoesOnWhereItBrokeOff(String type, String value) {
        var table = "keyed_by_" + type.replaceAll("\\W", "_");
        database.execute("""
                DO $$ BEGIN CREATE DOMAIN label AS text; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
                CREATE TABLE %1$s (n int, key %2$s, PRIMARY KEY (key, n));
                INSERT INTO %1$s SELECT n, %3$s FROM generate_series(1, 50) AS n
                """.formatted(table, type, value));
        var read = TableRead.of(new TablePath("public", table));
        var key = new ByKey(List.of("key", "n"));
        var landing = new Landing(warehouse);
        TableRead.Checkpoint checkpoint;
        try (var reader = source(Map.of()).read(read.ordered(key, null))) {
            landing.load(reader, 20);
            checkpoint = reader.reached().orElseThrow();
        }

        try (var reader = source(Map.of()).read(read.ordered(key, checkpoint))) {
            landing.merge(reader, Long.MAX_VALUE, "n");

            assertThat(reader.rows()).isEqualTo(30);
        }

        assertThat(landing.rows("SELECT count(DISTINCT n) FROM landed")).containsExactly("50");
    }

    @Test
    void updatesAreFoundByTheirTransaction() {
        database.execute("CREATE TABLE touched (id int PRIMARY KEY, v int); INSERT INTO touched VALUES (1, 1), (2, 1)");
        var read = TableRead.of(new TablePath("public", "touched"));
        String watermark;
        try (var reader = source(Map.of()).read(read.following(XMIN, null))) {
            new Landing(warehouse).load(reader);
            watermark = reader.highest().orElseThrow();
        }
        database.execute("UPDATE touched SET v = 2 WHERE id = 2");

        try (var reader = source(Map.of()).read(read.following(XMIN, Watermark.from(watermark)))) {
            var landing = new Landing(warehouse);
            landing.load(reader);
            assertThat(landing.rows("SELECT id, v FROM landed")).containsExactly("2|2");
        }
    }

    @Test
    void kindsOfRelationsAreTold() {
        database.execute("""
                CREATE TABLE parted (id int PRIMARY KEY, day date) PARTITION BY RANGE (id);
                CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10);
                INSERT INTO parted VALUES (1, '2024-01-01');
                CREATE MATERIALIZED VIEW kept AS SELECT * FROM parted;
                CREATE SCHEMA other;
                CREATE TABLE other.child (id int, parent int REFERENCES parted_1 (id));
                COMMENT ON TABLE other.child IS 'of parted';
                """);

        assertThat(table(Map.of(), "public.parted").kind()).isEqualTo(Kind.PARTITIONED_TABLE);
        assertThat(table(Map.of(), "public.parted").methods())
                .contains(SyncMethod.CDC)
                .doesNotContain(SyncMethod.XMIN);
        assertThat(table(Map.of(), "public.kept").kind()).isEqualTo(Kind.MATERIALIZED_VIEW);
        assertThat(table(Map.of(), "public.kept").methods())
                .contains(SyncMethod.XMIN)
                .doesNotContain(SyncMethod.CDC);
        var child = table(Map.of("schema", "other"), "child");
        assertThat(child.comment()).isEqualTo("of parted");
        assertThat(child.cursors()).last().isEqualTo(XMIN);
        assertThat(child.foreignKeys())
                .containsExactly(new SourceTable.ForeignKey("parent", new TablePath("public", "parted_1"), "id"));
        try (var reader = source(Map.of()).read(TableRead.of(new TablePath("public", "kept")))) {
            assertThat(new Landing(warehouse).load(reader).rows()).isOne();
        }
    }

    @Test
    void onlyWhatTheUserMayReadIsShown() {
        var role = "reader_of_" + database.name();
        database.execute("""
                CREATE TABLE secrets (id int); CREATE TABLE half (id int, hidden int);
                CREATE TABLE policed (id int); ALTER TABLE policed ENABLE ROW LEVEL SECURITY;
                CREATE ROLE %1$s LOGIN PASSWORD 'reader';
                GRANT SELECT (id) ON half TO %1$s; GRANT SELECT ON policed TO %1$s;
                ALTER ROLE %1$s SET statement_timeout = '1ms'
                """.formatted(role));
        var reader = Map.of("user", role, "password", "reader", "schema", "public");

        assertThat(source(reader).discover().stream().map(SourceTable::name))
                .contains("half", "policed")
                .doesNotContain("secrets");
        assertThat(table(reader, "half").columns()).hasSize(1);
        assertThat(table(reader, "policed").warning()).startsWith("Row-level security");
        assertThat(table(reader, "half").warning()).isNull();
    }

    @Test
    @Tag("pain-54922")
    void aTimeoutOfTheRoleDoesNotEndAReading() {
        var role = "hasty_in_" + database.name();
        database.execute("""
                CREATE VIEW pondering AS SELECT n, pg_sleep(0.2)::text FROM generate_series(1, 3) n;
                CREATE ROLE %1$s LOGIN PASSWORD 'hasty';
                GRANT SELECT ON pondering TO %1$s; ALTER ROLE %1$s SET statement_timeout = '300ms'
                """.formatted(role));

        try (var reader = source(Map.of("user", role, "password", "hasty"))
                .read(TableRead.of(new TablePath("public", "pondering")))) {
            assertThat(new Landing(warehouse).load(reader).rows()).isEqualTo(3);
        }
    }

    @Test
    void aServerThatDiesIsNoEndOfATable() {
        var own = SourcePostgres.own("mortal");
        try {
            var mortal = own.database();
            mortal.execute(
                    "CREATE TABLE many AS SELECT n, repeat('x', 500) AS padding FROM generate_series(1, 100000) n");
            try (var reader = source(mortal, Map.of()).read(TableRead.of(new TablePath("public", "many")))) {
                var landing = new Landing(warehouse);
                landing.load(reader, 10_000);
                own.kill();

                assertThatThrownBy(() -> new Landing(warehouse).load(reader)).isInstanceOf(Transient.class);
                assertThat(reader.ended()).isFalse();
            }
        } finally {
            own.stop();
        }
    }

    private static SourceTable table(Map<String, String> changed, String name) {
        return source(changed).discover().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static RemoteSource source(Map<String, String> changed) {
        return source(database, changed);
    }

    private static RemoteSource source(Database database, Map<String, String> changed) {
        var settings = new HashMap<>(database.settings());
        settings.putAll(changed);
        return new PostgresConnector("Postgres", Release.GENERALLY_AVAILABLE, HostPolicy.of(false)).source(settings);
    }
}
