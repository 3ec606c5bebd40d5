package dev.hedgerow.syncjob;

import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.engine.Warehouse;
import java.util.HashMap;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Opens the stream of a source where the tables that follow it are. */
@Component
class StreamOpening {

    private final Preparation preparation;
    private final StreamLedger ledger;
    private final Warehouse warehouse;

    StreamOpening(Preparation preparation, StreamLedger ledger, Warehouse warehouse) {
        this.preparation = preparation;
        this.ledger = ledger;
        this.warehouse = warehouse;
    }

    OpenStream open(Capture capture, RemoteSource remote) {
        var prepared = preparation.prepare(remote, capture.source(), null);
        var namespace = Namespaces.of(capture.team());
        var tables = OpenStream.followed(ledger.standings(capture), warehouse.marks(namespace));
        var present = Set.copyOf(warehouse.versions(namespace));
        tables.values().forEach(table -> {
            table.requireIn(present);
            // That was looked up before the marks, which are never behind it unless changes are lost.
            table.requireLeadOn(prepared.keptFrom());
        });
        var byPath = new HashMap<TablePath, FollowedTable>();
        tables.values().forEach(table -> {
            var path = prepared.paths().get(table.sync().name());
            if (path != null) {
                table.requirePublished(
                        prepared.published().get(path), capture.names().managed());
                byPath.put(path, table);
            }
        });
        var stream = remote.changes().orElseThrow().open(capture.names(), OpenStream.asText(byPath));
        return new OpenStream(capture, stream, tables, byPath, new Acknowledged());
    }
}
