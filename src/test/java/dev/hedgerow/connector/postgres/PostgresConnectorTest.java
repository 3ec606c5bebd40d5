package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.Connector;
import dev.hedgerow.connector.Connector.Release;
import dev.hedgerow.connector.ConnectorContract;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.connector.network.HostPolicy;
import dev.hedgerow.database.SourcePostgres;
import dev.hedgerow.database.SourcePostgres.Database;
import java.sql.SQLException;
import java.util.Map;

class PostgresConnectorTest extends ConnectorContract {

    private final Database database = SourcePostgres.shared().database();

    @Override
    protected Connector connector() {
        return new PostgresConnector("Postgres", Release.GENERALLY_AVAILABLE, HostPolicy.of(false));
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
        return Sql.quoted(identifier);
    }

    @Override
    protected TablePath path(String table) {
        return new TablePath("public", table);
    }

    @Override
    protected String momentType() {
        return "timestamp";
    }

    @Override
    protected String slowQuery() {
        return "SELECT pg_sleep(60)::text AS nothing";
    }

    @Override
    protected int running() {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                        + " AND application_name = 'Hedgerow' AND datname = current_database()")) {
            result.next();
            return result.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected String numbers(int rows) {
        return "SELECT n, repeat('x', 200) FROM generate_series(1, %d) n".formatted(rows);
    }
}
