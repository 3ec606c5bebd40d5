package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.ChangeCapture;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.SourceTable;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableReader;
import dev.hedgerow.connector.network.HostPolicy;
import dev.hedgerow.connector.network.Route;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** One database. */
final class PostgresSource implements RemoteSource {

    private final PostgresSettings settings;
    private final Route route;

    PostgresSource(PostgresSettings settings, HostPolicy policy) {
        this.settings = settings;
        route = settings.server().route(policy);
    }

    @Override
    public String server() {
        return settings.server().toString();
    }

    @Override
    public void test() {
        try (var session = session()) {
            session.version();
        } catch (SQLException e) {
            throw Failures.working(e);
        }
    }

    @Override
    public Optional<String> tunnelKey() {
        return route.strangersKey();
    }

    @Override
    public List<SourceTable> discover() {
        try (var session = session()) {
            session.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            session.execute("SET LOCAL statement_timeout = '60s'");
            return new Discovery(session, settings.schema(), session.version()).tables();
        } catch (SQLException e) {
            throw Failures.working(e);
        }
    }

    @Override
    public TableReader read(TableRead read) {
        var session = session();
        try {
            return CopyReader.open(session, read);
        } catch (SQLException e) {
            session.close();
            throw Failures.working(e);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public Optional<ChangeCapture> changes() {
        return Optional.of(new LogicalCapture(settings, route));
    }

    private Session session() {
        return Session.open(settings, route);
    }
}
