package dev.hedgerow.connector.jdbc;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.network.Route.Line;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** One database behind a driver: how to get in, and what its errors mean. */
public interface Database {

    Connection connect(Line line) throws SQLException;

    /** Makes what is read from here on that of one moment, and says what stands in the way of it. */
    List<String> beginReading(Connection connection) throws SQLException;

    /** Lets the server give up after so long. */
    void limit(PreparedStatement statement, Duration timeout) throws SQLException;

    ConnectorException connecting(SQLException cause);

    ConnectorException working(SQLException cause);

    JdbcDialect dialect();
}
