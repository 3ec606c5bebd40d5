package dev.hedgerow.connector.mysql;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.jdbc.Database;
import dev.hedgerow.connector.jdbc.JdbcDialect;
import dev.hedgerow.connector.network.PinnedSocket;
import dev.hedgerow.connector.network.Route.Line;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.mariadb.jdbc.Driver;

/** Logs in through the driver of MariaDB, which speaks with both. */
record MySqlDatabase(MySqlSettings settings) implements Database {

    private static final JdbcDialect DIALECT = new MySqlDialect();

    @Override
    public Connection connect(Line line) throws SQLException {
        var tls = settings.tls();
        boolean required = tls == null ? line.crossesTheInternet() : tls;
        if (tls != null && !tls) {
            return connect(line, "disable");
        }
        try {
            return connect(line, settings.verifyCertificate() ? "verify-full" : "trust");
        } catch (SQLException e) {
            if (!required && MySqlFailures.lacksTls(e)) {
                return connect(line, "disable");
            }
            throw e;
        }
    }

    private Connection connect(Line line, String sslMode) throws SQLException {
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

    /** Rows of one moment, times in UTC, and no end to it before the end. */
    @Override
    public List<String> beginReading(Connection connection) throws SQLException {
        execute(connection, "SET time_zone = '+00:00', SESSION net_write_timeout = 3600, SESSION sql_mode = ''");
        execute(connection, "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        execute(connection, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
        return List.of();
    }

    @Override
    public void limit(PreparedStatement statement, Duration timeout) throws SQLException {
        var connection = statement.getConnection();
        execute(
                connection,
                isMariaDb(connection)
                        ? "SET SESSION max_statement_time = " + timeout.toMillis() / 1000.0
                        : "SET SESSION max_execution_time = " + timeout.toMillis());
    }

    @Override
    public ConnectorException connecting(SQLException cause) {
        return MySqlFailures.connecting(cause);
    }

    @Override
    public ConnectorException working(SQLException cause) {
        return MySqlFailures.working(cause);
    }

    @Override
    public JdbcDialect dialect() {
        return DIALECT;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean isMariaDb(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("MariaDB");
    }
}
