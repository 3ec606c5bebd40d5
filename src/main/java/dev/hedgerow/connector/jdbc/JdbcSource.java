package dev.hedgerow.connector.jdbc;

import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.SourceTable;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableReader;
import dev.hedgerow.connector.network.HostPolicy;
import dev.hedgerow.connector.network.Route;
import dev.hedgerow.connector.rows.RowsReader;
import dev.hedgerow.connector.settings.Server;
import dev.hedgerow.connector.sql.Selection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tables of one database of a server. */
public final class JdbcSource implements RemoteSource {

    private final Server server;
    private final @Nullable String schema;
    private final Database database;
    private final Route route;

    /** @param schema the one whose tables are of interest; null for all */
    public JdbcSource(Server server, @Nullable String schema, Database database, HostPolicy policy) {
        this.server = server;
        this.schema = schema;
        this.database = database;
        route = server.route(policy);
    }

    @Override
    public String server() {
        return server.toString();
    }

    @Override
    public void test() {
        try (var session = JdbcSession.open(database, route);
                var statement = session.connection().createStatement()) {
            statement.execute("SELECT 1");
        } catch (SQLException e) {
            throw database.working(e);
        }
    }

    @Override
    public Optional<String> tunnelKey() {
        return route.strangersKey();
    }

    @Override
    public List<SourceTable> discover() {
        try (var session = JdbcSession.open(database, route)) {
            return catalog(session).tables();
        } catch (SQLException e) {
            throw database.working(e);
        }
    }

    private Catalog catalog(JdbcSession session) {
        return new Catalog(session.connection(), database.dialect(), schema);
    }

    @Override
    public TableReader read(TableRead read) {
        var session = JdbcSession.open(database, route);
        try {
            var warnings = database.beginReading(session.connection());
            var selection =
                    Selection.of(database.dialect(), read, catalog(session).columns(read.table()));
            return new RowsReader(
                    read, selection.sourceColumns(), new JdbcRows(session, database, selection, warnings));
        } catch (SQLException e) {
            session.close();
            throw database.working(e);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }
}
