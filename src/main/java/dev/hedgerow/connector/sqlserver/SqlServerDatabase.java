package dev.hedgerow.connector.sqlserver;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.jdbc.Database;
import dev.hedgerow.connector.jdbc.JdbcDialect;
import dev.hedgerow.connector.network.PinnedSocket;
import dev.hedgerow.connector.network.PinnedSocketFactory;
import dev.hedgerow.connector.network.Route.Line;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/** Logs in through Microsoft's driver. */
record SqlServerDatabase(SqlServerSettings settings) implements Database {

    private static final JdbcDialect DIALECT = new SqlServerDialect();

    @Override
    public Connection connect(Line line) throws SQLException {
        var connection = new SQLServerDriver().connect("jdbc:sqlserver://", properties(line));
        if (connection == null) {
            throw new Permanent("The host is not one that can be connected to.", null);
        }
        return connection;
    }

    /** The driver looks the host's name up as well, but its sockets know where to go. */
    Properties properties(Line line) {
        var server = settings.server();
        var properties = new Properties();
        // A name behind a tunnel may mean nothing on this side of it.
        properties.setProperty(
                "serverName",
                server.tunnel() == null
                        ? server.host()
                        : line.addresses().getFirst().getAddress().getHostAddress());
        properties.setProperty("portNumber", Integer.toString(server.port()));
        properties.setProperty("databaseName", settings.database());
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password().value());
        properties.setProperty("socketFactoryClass", PinnedSocketFactory.class.getName());
        properties.setProperty("socketFactoryConstructorArg", PinnedSocket.text(line.addresses()));
        // As many addresses as the driver finds, it would try them all at once.
        properties.setProperty("transparentNetworkIPResolution", "false");
        // Every server can, with a certificate that it made itself if nobody gave it one.
        properties.setProperty("encrypt", "true");
        properties.setProperty("trustServerCertificate", "true");
        properties.setProperty("loginTimeout", "15");
        properties.setProperty("connectRetryCount", "0");
        properties.setProperty("responseBuffering", "adaptive");
        properties.setProperty("applicationName", "Hedgerow");
        return properties;
    }

    /** Snapshots are the administrator's to allow; without them other sessions would have to wait for us. */
    @Override
    public List<String> beginReading(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("""
                        SELECT snapshot_isolation_state, is_read_committed_snapshot_on
                          FROM sys.databases
                         WHERE name = DB_NAME()
                        """)) {
            boolean known = result.next();
            boolean snapshots = known && result.getInt(1) == 1;
            boolean statements = known && result.getBoolean(2);
            if (snapshots) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL SNAPSHOT");
            }
            return snapshots || statements
                    ? List.of()
                    : List.of(
                            "The database allows no snapshots, so rows that others changed during the read may be missing or"
                                    + " there twice. Set ALLOW_SNAPSHOT_ISOLATION or READ_COMMITTED_SNAPSHOT on.");
        }
    }

    @Override
    public void limit(PreparedStatement statement, Duration timeout) throws SQLException {
        statement.setQueryTimeout(Math.toIntExact(Math.max(1, timeout.toSeconds())));
    }

    @Override
    public ConnectorException connecting(SQLException cause) {
        return SqlServerFailures.connecting(cause);
    }

    @Override
    public ConnectorException working(SQLException cause) {
        return SqlServerFailures.working(cause);
    }

    @Override
    public JdbcDialect dialect() {
        return DIALECT;
    }
}
