package dev.hedgerow.managedwarehouse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What only an administrator of the server may do. Every method leaves what it finds done as it is, so that a walk that
 * was broken off can be taken again from its start.
 *
 * <p>Nothing here is done inside a warehouse: its owner decides what code runs there.
 */
final class Administration {

    private static final int OWNERS_CONNECTIONS = 20;
    private static final int PUBLISHERS_CONNECTIONS = 10;
    private static final long LOCK = 0x6865646765726F77L;

    private final Connection connection;
    private final JdbcClient jdbc;

    private Administration(Connection connection) {
        this.connection = connection;
        this.jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    /** To look around. */
    static Administration looking(Connection connection) {
        return new Administration(connection);
    }

    /** To change things, one administrator at a time: PostgreSQL lets no two change the same row of its catalog. */
    static Administration changing(Connection connection) {
        var administration = new Administration(connection);
        administration
                .jdbc
                .sql("SELECT pg_advisory_lock(:lock)")
                .param("lock", LOCK)
                .query()
                .singleRow();
        return administration;
    }

    /** Whether a database or a role has this name that was not made for this organization. */
    boolean isTaken(String name, UUID organization) {
        return jdbc.sql("""
                        SELECT EXISTS (
                                   SELECT FROM pg_roles
                                    WHERE rolname = :name
                                      AND shobj_description(oid, 'pg_authid') IS DISTINCT FROM :mark)
                            OR EXISTS (
                                   SELECT FROM pg_database
                                    WHERE datname = :name AND pg_get_userbyid(datdba) <> :name)
                        """)
                .param("name", name)
                .param("mark", markOf(organization))
                .query(Boolean.class)
                .single();
    }

    /** The owner, who cannot come in yet, and the one who publishes, who never can but while publishing. */
    void createRoles(ManagedWarehouse warehouse) throws SQLException {
        var publisher = publisherOf(warehouse.organization());
        createRole(warehouse.owner(), warehouse.organization(), OWNERS_CONNECTIONS);
        createRole(publisher, warehouse.organization(), PUBLISHERS_CONNECTIONS);
        execute("ALTER ROLE %s SET statement_timeout = '15min'".formatted(quoted(warehouse.owner())));
        execute("ALTER ROLE %s SET idle_in_transaction_session_timeout = '15min'".formatted(quoted(warehouse.owner())));
    }

    private void createRole(String role, UUID organization, int connections) throws SQLException {
        if (isTaken(role, organization)) {
            throw ServerFailure.refused("A role or database named " + role + " is on the server already.");
        }
        if (isThere("SELECT FROM pg_roles WHERE rolname = :name", role)) {
            execute("ALTER ROLE %s NOLOGIN CONNECTION LIMIT %d".formatted(quoted(role), connections));
        } else {
            // In one go, so that a role of ours is never without the mark that says so.
            execute("BEGIN; CREATE ROLE %1$s NOLOGIN CONNECTION LIMIT %2$d; COMMENT ON ROLE %1$s IS %3$s; COMMIT"
                    .formatted(quoted(role), connections, literal(markOf(organization))));
        }
        if (!isSuperuser()) {
            execute("GRANT %s TO CURRENT_USER".formatted(quoted(role)));
        }
    }

    /** The database, which nobody can enter before it is closed to everybody but its owner and the publisher. */
    void createDatabase(ManagedWarehouse warehouse) throws SQLException {
        var database = quoted(warehouse.databaseName());
        if (!isThere("SELECT FROM pg_database WHERE datname = :name", warehouse.databaseName())) {
            execute("CREATE DATABASE %s OWNER %s TEMPLATE template0 ENCODING 'UTF8' ALLOW_CONNECTIONS false"
                    .formatted(database, quoted(warehouse.owner())));
        }
        execute("REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(database));
        grantToPublisher(warehouse);
        keepOutOfOthers(warehouse);
        execute("ALTER DATABASE %s WITH ALLOW_CONNECTIONS true".formatted(database));
    }

    /** PostgreSQL lets everybody into every database unless told otherwise, Hedgerow's own among them. */
    private void keepOutOfOthers(ManagedWarehouse warehouse) throws SQLException {
        var ours = jdbc.sql("""
                        SELECT datname
                          FROM pg_database
                         WHERE datallowconn
                           AND pg_get_userbyid(datdba) = current_user
                           AND has_database_privilege('public', oid, 'CONNECT')
                         ORDER BY datname
                        """).query(Administration::name).list();
        for (var database : ours) {
            execute("REVOKE CONNECT, TEMPORARY ON DATABASE %s FROM PUBLIC".formatted(quoted(database)));
        }
        var open = jdbc.sql("""
                        SELECT datname
                          FROM pg_database
                         WHERE datallowconn
                           AND datname <> :own
                           AND has_database_privilege(:role, oid, 'CONNECT')
                         ORDER BY datname
                        """)
                .param("own", warehouse.databaseName())
                .param("role", warehouse.owner())
                .query(Administration::name)
                .list();
        if (!open.isEmpty()) {
            throw ServerFailure.refused(
                    "Everybody may connect to the server's database %s. Its owner has to REVOKE CONNECT ON DATABASE %s FROM PUBLIC first."
                            .formatted(open.getFirst(), quoted(open.getFirst())));
        }
    }

    /** From here on this is the password, and the role may come in with it. */
    void setPassword(String role, String verifier) throws SQLException {
        execute("ALTER ROLE %s LOGIN PASSWORD %s".formatted(quoted(role), literal(verifier)));
    }

    /** Lets the publisher in and gives it its rights anew, which the owner of the database could have taken. */
    void admitPublisher(ManagedWarehouse warehouse, String verifier) throws SQLException {
        var publisher = publisherOf(warehouse.organization());
        grantToPublisher(warehouse);
        setPassword(publisher, verifier);
    }

    private void grantToPublisher(ManagedWarehouse warehouse) throws SQLException {
        execute("GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %s TO %s"
                .formatted(quoted(warehouse.databaseName()), quoted(publisherOf(warehouse.organization()))));
    }

    void shutOut(String role) throws SQLException {
        execute("ALTER ROLE %s NOLOGIN PASSWORD NULL".formatted(quoted(role)));
    }

    /** Ends the sessions and removes database and roles; what is not ours is left alone. */
    void remove(String name, UUID organization) throws SQLException {
        if (isTaken(name, organization)) {
            return;
        }
        if (isThere("SELECT FROM pg_roles WHERE rolname = :name", name)) {
            shutOut(name);
        }
        execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(quoted(name)));
        execute("DROP ROLE IF EXISTS %s".formatted(quoted(name)));
    }

    void removePublisher(UUID organization) throws SQLException {
        execute("DROP ROLE IF EXISTS %s".formatted(quoted(publisherOf(organization))));
    }

    /** A name that no owner can have. */
    static String publisherOf(UUID organization) {
        return "hedgerow." + organization;
    }

    private static String markOf(UUID organization) {
        return "made by Hedgerow for organization " + organization;
    }

    private static String name(ResultSet row, int number) throws SQLException {
        return row.getString(1);
    }

    private boolean isSuperuser() {
        return jdbc.sql("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
                .query(Boolean.class)
                .single();
    }

    private boolean isThere(String select, String name) {
        return jdbc.sql("SELECT EXISTS (%s)".formatted(select))
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** By the server, which knows best. */
    private String quoted(String identifier) {
        return jdbc.sql("SELECT quote_ident(:text)")
                .param("text", identifier)
                .query(String.class)
                .single();
    }

    private String literal(String text) {
        return jdbc.sql("SELECT quote_literal(:text)")
                .param("text", text)
                .query(String.class)
                .single();
    }
}
