package dev.hedgerow.connector.mysql;

import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.SourceTable;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableReader;
import dev.hedgerow.connector.network.HostPolicy;
import dev.hedgerow.connector.network.Route;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** One database of a server. */
final class MySqlSource implements RemoteSource {

    private final MySqlSettings settings;
    private final Route route;

    MySqlSource(MySqlSettings settings, HostPolicy policy) {
        this.settings = settings;
        route = settings.server().route(policy);
    }

    @Override
    public String server() {
        return settings.server().toString();
    }

    @Override
    public void test() {
        try (var session = MySqlSession.open(settings, route)) {
            session.execute("SELECT 1");
        } catch (SQLException e) {
            throw MySqlFailures.working(e);
        }
    }

    @Override
    public Optional<String> tunnelKey() {
        return route.strangersKey();
    }

    @Override
    public List<SourceTable> discover() {
        try (var session = MySqlSession.open(settings, route)) {
            return new MySqlDiscovery(session, settings.schema()).tables();
        } catch (SQLException e) {
            throw MySqlFailures.working(e);
        }
    }

    @Override
    public TableReader read(TableRead read) {
        var session = MySqlSession.open(settings, route);
        try {
            session.beginReading(read.timeout());
            return new MySqlReader(session, MySqlSelection.of(session, read));
        } catch (SQLException e) {
            session.close();
            throw MySqlFailures.working(e);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }
}
