package dev.hedgerow.connector.clickhouse;

import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.SourceTable;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableReader;
import dev.hedgerow.connector.network.HostPolicy;
import dev.hedgerow.connector.network.Route;
import dev.hedgerow.connector.rows.RowsReader;
import dev.hedgerow.connector.sql.Selection;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One database of a server. */
final class ClickHouseSource implements RemoteSource {

    private static final ClickHouseDialect DIALECT = new ClickHouseDialect();

    private final ClickHouseSettings settings;
    private final Route route;

    ClickHouseSource(ClickHouseSettings settings, HostPolicy policy) {
        this.settings = settings;
        route = settings.server().route(policy);
    }

    @Override
    public String server() {
        return settings.server().toString();
    }

    @Override
    public void test() {
        try (var session = HttpSession.open(settings, route);
                var answer = session.ask("SELECT toUInt8(0), 'Hedgerow' FORMAT RowBinary", List.of(), null)) {
            if (!answer.hasRow() || !answer.text().equals("Hedgerow")) {
                throw new Permanent("What answers there is not ClickHouse.", null);
            }
        } catch (IOException e) {
            throw ClickHouseFailures.broken(e);
        }
    }

    @Override
    public Optional<String> tunnelKey() {
        return route.strangersKey();
    }

    @Override
    public List<SourceTable> discover() {
        try (var session = HttpSession.open(settings, route)) {
            return new ClickHouseDiscovery(session, DIALECT, settings.database()).tables();
        } catch (IOException e) {
            throw ClickHouseFailures.broken(e);
        }
    }

    @Override
    public TableReader read(TableRead read) {
        var session = HttpSession.open(settings, route);
        try {
            var path = read.table();
            var columns = new ClickHouseDiscovery(session, DIALECT, path.schema()).columns(path.table());
            var selection = Selection.of(DIALECT, read, columns);
            return new RowsReader(read, selection.sourceColumns(), new ClickHouseRows(session, selection));
        } catch (IOException e) {
            session.close();
            throw ClickHouseFailures.broken(e);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }
}
