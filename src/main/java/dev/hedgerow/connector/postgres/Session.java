package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.network.PinnedSocket;
import dev.hedgerow.connector.network.PinnedSocketFactory;
import dev.hedgerow.connector.network.Route;
import dev.hedgerow.connector.network.Route.Line;
import dev.hedgerow.connector.network.Tls;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/** One connection and the way it takes. */
final class Session implements AutoCloseable {

    private static final int CONNECT_SECONDS = 15;

    private final Line line;
    private final Connection connection;

    private Session(Line line, Connection connection) {
        this.line = line;
        this.connection = connection;
    }

    static Session open(PostgresSettings settings, Route route) {
        return open(settings, route, new Properties());
    }

    /** A connection that speaks the replication protocol. */
    static Session replication(PostgresSettings settings, Route route) {
        var properties = new Properties();
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "13");
        return open(settings, route, properties);
    }

    private static Session open(PostgresSettings settings, Route route, Properties properties) {
        var line = route.open();
        try {
            fill(properties, settings, line);
            var url = "jdbc:postgresql://%s/".formatted(host(settings));
            var connection = new Driver().connect(url, properties);
            if (connection == null) {
                throw new IllegalStateException("The driver does not know its own address");
            }
            return new Session(line, connection);
        } catch (SQLException e) {
            line.close();
            throw Failures.connecting(e);
        } catch (RuntimeException e) {
            line.close();
            throw e;
        }
    }

    /** What the server's certificate is held against; the addresses come from the line. */
    private static String host(PostgresSettings settings) {
        var server = settings.server();
        return (server.host().contains(":") ? "[" + server.host() + "]" : server.host()) + ":" + server.port();
    }

    private static void fill(Properties properties, PostgresSettings settings, Line line) {
        PGProperty.PG_DBNAME.set(properties, settings.database());
        PGProperty.USER.set(properties, settings.user());
        PGProperty.PASSWORD.set(properties, settings.password().value());
        PGProperty.APPLICATION_NAME.set(properties, "Hedgerow");
        PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
        PGProperty.LOGIN_TIMEOUT.set(properties, 2 * CONNECT_SECONDS);
        PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, 5);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        // Poolers hand out another server session for every transaction, and know nothing of statements there.
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        PGProperty.SOCKET_FACTORY.set(properties, PinnedSocketFactory.class.getName());
        PGProperty.SOCKET_FACTORY_ARG.set(properties, PinnedSocket.text(line.addresses()));
        protect(properties, settings, line);
    }

    private static void protect(Properties properties, PostgresSettings settings, Line line) {
        var tls = settings.tls();
        if (tls == null) {
            tls = line.crossesTheInternet() ? Tls.REQUIRE : Tls.PREFER;
        }
        PGProperty.SSL_MODE.set(properties, tls.word());
        if (tls == Tls.VERIFY_CA || tls == Tls.VERIFY_FULL) {
            var authority = settings.rootCertificate();
            if (authority == null) {
                PGProperty.SSL_FACTORY.set(properties, "org.postgresql.ssl.DefaultJavaSSLFactory");
            } else {
                PGProperty.SSL_FACTORY.set(properties, "org.postgresql.ssl.SingleCertValidatingFactory");
                PGProperty.SSL_FACTORY_ARG.set(properties, authority);
            }
        }
    }

    Connection connection() {
        return connection;
    }

    PGConnection driver() throws SQLException {
        return connection.unwrap(PGConnection.class);
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String text(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.next() && result.getString(1) != null ? result.getString(1) : "";
        }
    }

    /** The first column of the first row, null when there is none. */
    @Nullable
    String first(String sql, String parameter) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (var result = statement.executeQuery()) {
                return result.next() ? result.getString(1) : null;
            }
        }
    }

    /** So that texts of values are the same whatever the server's and the role's settings are. */
    void writeValuesOurWay() throws SQLException {
        execute("SET TIME ZONE 'UTC'");
        execute("SET DateStyle = 'ISO, YMD'");
        execute("SET IntervalStyle = 'iso_8601'");
        execute("SET extra_float_digits = 1");
        execute("SET bytea_output = 'hex'");
    }

    int version() throws SQLException {
        return Integer.parseInt(text("SHOW server_version_num")) / 10_000;
    }

    /** Ends what the server does for us, from any thread. */
    void stop() {
        try {
            driver().cancelQuery();
        } catch (SQLException _) {
            // Then it notices when it writes to us.
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException _) {
            // It was closed already.
        }
        line.close();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // What was wanted of it has been done.
        } finally {
            line.close();
        }
    }
}
