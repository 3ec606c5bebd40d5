package dev.hedgerow.connector.mysql;

import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.network.PinnedSocket;
import dev.hedgerow.connector.network.Route;
import dev.hedgerow.connector.network.Route.Line;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Driver;

/** One connection and the way it takes. */
final class MySqlSession implements AutoCloseable {

    private final Line line;
    private final Connection connection;

    private MySqlSession(Line line, Connection connection) {
        this.line = line;
        this.connection = connection;
    }

    static MySqlSession open(MySqlSettings settings, Route route) {
        var line = route.open();
        try {
            return new MySqlSession(line, connect(settings, line));
        } catch (SQLException e) {
            line.close();
            throw MySqlFailures.connecting(e);
        } catch (RuntimeException e) {
            line.close();
            throw e;
        }
    }

    private static Connection connect(MySqlSettings settings, Line line) throws SQLException {
        var tls = settings.tls();
        boolean required = tls == null ? line.crossesTheInternet() : tls;
        if (tls != null && !tls) {
            return connect(settings, line, "disable");
        }
        try {
            return connect(settings, line, settings.verifyCertificate() ? "verify-full" : "trust");
        } catch (SQLException e) {
            if (!required && MySqlFailures.lacksTls(e)) {
                return connect(settings, line, "disable");
            }
            throw e;
        }
    }

    private static Connection connect(MySqlSettings settings, Line line, String sslMode) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password().value());
        properties.setProperty("sslMode", sslMode);
        properties.setProperty("connectTimeout", "15000");
        properties.setProperty("allowLocalInfile", "false");
        properties.setProperty("permitRedirect", "false");
        properties.setProperty("connectionAttributes", "program_name:Hedgerow");
        // Without TLS a newer server's way to log in needs its key, which it then sends.
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("socketFactory", RoutedSocketFactory.class.getName());
        properties.setProperty(RoutedSocketFactory.ADDRESSES, PinnedSocket.text(line.addresses()));
        var server = settings.server();
        var host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
        var connection = new Driver()
                .connect(
                        "jdbc:mariadb://%s:%d/%s"
                                .formatted(
                                        host,
                                        server.port(),
                                        java.net.URLEncoder.encode(
                                                settings.schema(), java.nio.charset.StandardCharsets.UTF_8)),
                        properties);
        if (connection == null) {
            throw new Permanent("The host is not one that can be connected to.", null);
        }
        return connection;
    }

    Connection connection() {
        return connection;
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rows of one moment, times in UTC, and no end to it before the end or the timeout. */
    void beginReading(@Nullable Duration timeout) throws SQLException {
        execute("SET time_zone = '+00:00', SESSION net_write_timeout = 3600, SESSION sql_mode = ''");
        if (timeout != null) {
            execute(
                    isMariaDb()
                            ? "SET SESSION max_statement_time = " + timeout.toMillis() / 1000.0
                            : "SET SESSION max_execution_time = " + timeout.toMillis());
        }
        execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    }

    private boolean isMariaDb() throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("MariaDB");
    }

    /** Ends what the server does for us, from any thread. */
    void abort() {
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
