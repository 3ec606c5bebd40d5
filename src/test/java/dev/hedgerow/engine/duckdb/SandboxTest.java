package dev.hedgerow.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.WarehouseException;
import dev.hedgerow.engine.WarehouseException.TableMissing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw SQL in the place of what the compiler prints: the second wall on its own. */
class SandboxTest {

    static final Namespace NAMESPACE = TestWarehouse.namespace();
    static final Namespace OTHER = TestWarehouse.namespace();

    @TempDir
    static Path directory;

    static TestWarehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = TestWarehouse.in(directory.resolve("warehouse"));
        warehouse.materialize(NAMESPACE, new TableVersion("own", 1), "SELECT 'ours' AS text");
        warehouse.materialize(OTHER, new TableVersion("foreign", 1), "SELECT 'theirs' AS text");
    }

    @AfterAll
    static void close() throws Exception {
        warehouse.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // files and the network
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM read_blob('/proc/self/environ')",
                "SELECT * FROM '/etc/passwd'",
                "FROM '/etc/hosts.csv'",
                "SELECT * FROM glob('/**')",
                "SELECT * FROM read_parquet('https://example.com/x.parquet')",
                "SELECT * FROM read_duckdb('FILE')",
                "SELECT * FROM sniff_csv('/etc/passwd')",
                "SELECT (SELECT content FROM read_text('/etc/passwd'))",
                "WITH x AS (FROM glob('*')) SELECT * FROM x",
                "SELECT * FROM 'FILE'",
                "SELECT * FROM parquet_schema('FILE')",
                "COPY own__v1 TO '/tmp/own.csv'",
                "COPY (SELECT 1) TO 'FILE'",
                "EXPORT DATABASE '/tmp/own'",
                "IMPORT DATABASE '/tmp/own'",
                // other databases, extensions, settings
                "ATTACH 'FILE' AS other",
                "ATTACH ':memory:' AS scratch",
                "DETACH own",
                "USE system",
                "INSTALL httpfs",
                "LOAD json",
                "LOAD '/tmp/x.duckdb_extension'",
                "FORCE CHECKPOINT",
                "SET threads = 1",
                "SET memory_limit = '1TB'",
                "SET enable_external_access = true",
                "RESET ALL",
                "PRAGMA database_list",
                "PRAGMA memory_limit = '1TB'",
                "CALL pragma_version()",
                // settings and the catalog
                "SELECT current_setting('temp_directory')",
                "SELECT getenv('HOME')",
                "SELECT getvariable('x')",
                "SELECT * FROM duckdb_settings()",
                "SELECT * FROM duckdb_databases()",
                "SELECT * FROM duckdb_tables",
                "SELECT * FROM pragma_database_list",
                "SELECT * FROM pragma_database_list()",
                "SELECT * FROM pg_catalog.pg_class",
                "SELECT * FROM pg_class",
                "SELECT * FROM PG_TABLES",
                "SELECT * FROM information_schema.tables",
                "SELECT * FROM sqlite_master",
                "SELECT * FROM system.main.duckdb_views",
                "SHOW TABLES",
                "DESCRIBE own__v1",
                "SUMMARIZE own__v1",
                "SELECT * FROM (SHOW ALL TABLES)",
                "SELECT * FROM (DESCRIBE own__v1)",
                "EXPLAIN SELECT 1",
                "EXPLAIN ANALYZE SELECT 1",
                "SELECT current_database()",
                "SELECT current_query()",
                "SELECT pg_get_viewdef(1)",
                "SELECT * FROM which_secret('x', 'y')",
                "SELECT * FROM duckdb_secrets()",
                // SQL out of text
                "SELECT * FROM query('SELECT 1')",
                "SELECT * FROM query_table('own__v1')",
                "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
                "PREPARE p AS SELECT 1",
                "EXECUTE p",
                // writing
                "CREATE TABLE t (n INTEGER)",
                "CREATE TEMP TABLE t AS SELECT 1",
                "CREATE VIEW v AS SELECT 1",
                "CREATE MACRO m() AS 1",
                "CREATE SECRET s (TYPE S3)",
                "CREATE SEQUENCE s",
                "DROP TABLE own__v1",
                "DELETE FROM own__v1",
                "UPDATE own__v1 SET text = ''",
                "INSERT INTO own__v1 VALUES ('x')",
                "INSERT INTO own__v1 VALUES ('x') RETURNING *",
                "TRUNCATE own__v1",
                "ALTER TABLE own__v1 ADD COLUMN n INTEGER",
                "WITH x AS (INSERT INTO own__v1 VALUES ('x') RETURNING *) SELECT * FROM x",
                "WITH x AS (COPY own__v1 TO '/tmp/own.csv') SELECT 1",
                "SELECT * FROM (WITH x AS (DELETE FROM own__v1 RETURNING *) SELECT * FROM x)",
                "VACUUM",
                "CHECKPOINT",
                "BEGIN",
                "COMMIT",
                "ROLLBACK",
                // out of the parentheses we put around
                "SELECT 1; DROP TABLE own__v1",
                "SELECT 1) ; DROP TABLE own__v1 --",
                "SELECT 1; SELECT 2",
                "",
                ";",
                "SELECT * FROM arrow_scan(1, 1, 1)",
                "SELECT * FROM arrow_scan_dumb(1, 1, 1)",
                // another tenant
                "SELECT * FROM test_2.main.foreign__v1",
                "SELECT * FROM main.foreign__v1",
                "SELECT * FROM foreign__v1"
            })
    void isRefused(String statement) {
        var sql = statement.replace(
                "FILE", directory.resolve("warehouse/" + OTHER + ".duckdb").toString());

        assertThatThrownBy(() -> warehouse.query(NAMESPACE, sql))
                .isInstanceOf(WarehouseException.class)
                .isNotInstanceOf(WarehouseException.Internal.class)
                .message()
                .doesNotContain(directory.toString(), "theirs");
        assertThatThrownBy(() -> warehouse.materialize(NAMESPACE, new TableVersion("stolen", 1), sql))
                .isInstanceOf(WarehouseException.class);
        assertThatThrownBy(() -> warehouse.engine().describe(NAMESPACE, sql)).isInstanceOf(WarehouseException.class);
        assertThat(warehouse.value(NAMESPACE, "SELECT text FROM own__v1")).isEqualTo("ours");
        assertThat(warehouse.engine().versions(NAMESPACE)).containsExactly(new TableVersion("own", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM own__v1",
                "WITH own AS (FROM own__v1) SELECT text FROM own",
                "SELECT unnest([1, 2])",
                "SELECT * FROM range(3) AS t(n), unnest([n]) AS u(m)",
                "SELECT * FROM generate_series(1, 3)",
                "SELECT * FROM json_each('{\"a\": 1}')",
                "VALUES (1), (2)",
                "SELECT typeof(1), now(), random()",
                "SELECT 1 UNION ALL SELECT 2",
                "SELECT 'SHOW_REF' AS type, 'duckdb_settings' AS function_name",
                "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT * FROM n"
            })
    void whatTheCompilerPrintsPasses(String select) {
        assertThat(warehouse.query(NAMESPACE, select).rows()).isNotEmpty();
    }

    /** The innermost wall, without the gate: what DuckDB itself refuses in an instance of ours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/proc/self/environ')",
                "SELECT * FROM glob('/etc/*')",
                "COPY (SELECT 1) TO '/tmp/hedgerow.csv'",
                "ATTACH '/tmp/hedgerow.db'",
                "SELECT * FROM 'https://example.com/x.csv'",
                "INSTALL httpfs",
                "LOAD '/tmp/x.duckdb_extension'",
                "SET enable_external_access = true",
                "SET allowed_directories = ['/']",
                "SET temp_directory = '/tmp'",
                "SET lock_configuration = false",
                "SET threads = 64",
                "SET allowed_configs = ['threads']",
                "ATTACH 'OTHER' AS other"
            })
    void evenWithoutTheGateTheInstanceIsLocked(String statement) throws Exception {
        var file = directory.resolve("warehouse/" + OTHER + ".duckdb");
        assertThat(file).exists();
        var properties = TestWarehouse.properties(Map.of());

        try (var database = Database.open(
                        directory.resolve("alone.duckdb"), directory.resolve("spill"), properties, 1 << 28);
                var session = database.session()) {
            assertThatThrownBy(() -> session.execute(statement.replace("OTHER", file.toString())))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void namespacesDoNotSeeEachOther() {
        assertThatThrownBy(() -> warehouse.query(NAMESPACE, "SELECT * FROM foreign__v1"))
                .isInstanceOf(TableMissing.class);
        assertThat(warehouse.value(OTHER, "SELECT text FROM foreign__v1")).isEqualTo("theirs");
    }

    @Test
    void nothingIsWrittenOutside() {
        assertThat(Path.of("/tmp/own.csv")).doesNotExist();
        assertThat(Files.exists(Path.of("/tmp/hedgerow.csv"))).isFalse();
    }
}
