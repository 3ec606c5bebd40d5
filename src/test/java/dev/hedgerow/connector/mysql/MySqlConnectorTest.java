package dev.hedgerow.connector.mysql;

import dev.hedgerow.connector.Connector;
import dev.hedgerow.connector.ConnectorContract;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.connector.mysql.SourceMariaDb.Database;
import dev.hedgerow.connector.network.HostPolicy;
import java.sql.SQLException;
import java.util.Map;

class MySqlConnectorTest extends ConnectorContract {

    private final Database database = SourceMariaDb.shared().database();

    @Override
    protected Connector connector() {
        return new MySqlConnector(HostPolicy.of(false));
    }

    @Override
    protected Map<String, Object> settings() {
        return database.settings();
    }

    @Override
    protected void execute(String sql) {
        database.execute(sql);
    }

    @Override
    protected String quoted(String identifier) {
        return new MySqlDialect().quoted(identifier);
    }

    @Override
    protected TablePath path(String table) {
        return new TablePath(database.name(), table);
    }

    @Override
    protected String momentType() {
        return "datetime";
    }

    @Override
    protected String slowQuery() {
        return "SELECT sleep(60) AS nothing";
    }

    @Override
    protected int running() {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT count(*) FROM information_schema.processlist"
                        + " WHERE db = database() AND command = 'Query' AND id <> connection_id()")) {
            result.next();
            return result.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected String numbers(int rows) {
        return "SELECT seq, repeat('x', 200) FROM seq_1_to_" + rows;
    }
}
