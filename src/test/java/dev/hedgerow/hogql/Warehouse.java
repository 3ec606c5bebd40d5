package dev.hedgerow.hogql;

import dev.hedgerow.hogql.TableDefinition.Field;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** A DuckDB in memory with a few tables, and the schema that names them. */
public final class Warehouse implements AutoCloseable {

    public static final FixedSchema SCHEMA = schema();

    private static final HogQl HOGQL = HogQl.forDuckDb();

    private final Connection connection;

    public Warehouse() {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
            try (var statement = connection.createStatement()) {
                statement.execute("SET TimeZone = 'UTC'");
                statement.execute("CREATE TABLE t (id BIGINT, v BIGINT, x BIGINT, s VARCHAR, c BOOLEAN)");
                statement.execute("""
                        INSERT INTO t VALUES (1, 10, 1, 'a', true), (2, NULL, 2, 'b', false),
                                             (3, 30, 3, 'a', true), (4, 20, 4, 'c', NULL)""");
                statement.execute("CREATE TABLE empty (id BIGINT, v BIGINT)");
                statement.execute("CREATE SCHEMA shop");
                statement.execute(
                        "CREATE TABLE shop.orders (id BIGINT, customer VARCHAR, total DOUBLE, tags VARCHAR[])");
                statement.execute("""
                        INSERT INTO shop.orders VALUES (1, 'ann', 10.5, ['new', 'big']), (2, 'bob', 5, []),
                                                       (3, 'ann', 2.5, ['small'])""");
                statement.execute("""
                        CREATE TABLE events (uuid UUID, event VARCHAR, distinct_id VARCHAR, person_id UUID,
                                             timestamp TIMESTAMP, properties JSON)""");
                statement.execute("CREATE TABLE persons (id UUID, created_at TIMESTAMP, properties JSON)");
                statement.execute("CREATE TABLE cohort_people (person_id UUID, cohort_id BIGINT)");
                statement.execute("""
                        INSERT INTO events VALUES
                        ('00000000-0000-0000-0000-000000000001', '$pageview', 'u1', '00000000-0000-0000-0000-00000000000a',
                         '2024-01-15 10:20:30', '{"$browser": "Firefox", "n": 5, "nested": {"deep": [1, "two"]}}'),
                        ('00000000-0000-0000-0000-000000000002', 'signed up', 'u1', '00000000-0000-0000-0000-00000000000a',
                         '2024-01-16 11:00:00', '{"$browser": "Safari", "plan": null}'),
                        ('00000000-0000-0000-0000-000000000003', '$pageview', 'u2', '00000000-0000-0000-0000-00000000000b',
                         '2024-02-01 00:00:00', '{}')""");
                statement.execute("""
                        INSERT INTO persons VALUES
                        ('00000000-0000-0000-0000-00000000000a', '2024-01-01 00:00:00', '{"email": "ann@example.com"}')""");
                statement.execute("INSERT INTO cohort_people VALUES ('00000000-0000-0000-0000-00000000000a', 7)");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FixedSchema schema() {
        var person = new Field.Joined(List.of("persons"), "person_id", "id");
        var group = new LinkedHashMap<String, Field>();
        group.put("id", new Field.Path(List.of("person_id")));
        return new FixedSchema()
                .table("t", "id", "Int64", "v", "Nullable(Int64)", "x", "Int64", "s", "String", "c", "Nullable(Bool)")
                .table("empty", "id", "Int64", "v", "Nullable(Int64)")
                .table(
                        "postgres.shop.orders",
                        List.of("shop", "orders"),
                        "id",
                        "Int64",
                        "customer",
                        "String",
                        "total",
                        "Float64",
                        "tags",
                        "Array(String)")
                .table(
                        "events",
                        "uuid",
                        "UUID",
                        "event",
                        "String",
                        "distinct_id",
                        "String",
                        "person_id",
                        "UUID",
                        "timestamp",
                        "DateTime64(6, 'UTC')",
                        "properties",
                        "JSON")
                .field("events", "person", person)
                .field("events", "actor", new Field.Group(group))
                .field("events", "browser", new Field.Path(List.of("properties", "$browser")))
                .field("events", "loud", new Field.Computed("upper(event)"))
                .table("persons", "id", "UUID", "created_at", "DateTime64(6, 'UTC')", "properties", "JSON")
                .table("cohort_people", "person_id", "UUID", "cohort_id", "Int64")
                .view("big_orders", "SELECT id, customer, total FROM postgres.shop.orders WHERE total > 3")
                .view("big_customers", "SELECT DISTINCT customer AS name FROM big_orders")
                .view("circle", "SELECT * FROM square")
                .view("square", "SELECT * FROM circle")
                .view("broken", "SELECT nothing FROM t");
    }

    /** The rows, each as its values joined by commas. */
    public List<String> rows(String hogql) {
        return rows(hogql, Options.NONE);
    }

    public List<String> rows(String hogql, Options options) {
        var compiled = HOGQL.compile(hogql, SCHEMA, options);
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(compiled.sql())) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                rows.add(row(result));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(compiled.sql(), e);
        }
    }

    private static String row(ResultSet result) throws SQLException {
        var values = new ArrayList<String>();
        for (var i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            values.add(String.valueOf(result.getObject(i)));
        }
        return String.join(", ", values);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
