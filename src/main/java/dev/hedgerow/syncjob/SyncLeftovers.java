package dev.hedgerow.syncjob;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.engine.Warehouse;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Versions in the engine that nobody points to: what killed workers and deleted schemas leave behind. */
@Component
class SyncLeftovers {

    private final Warehouse warehouse;
    private final Progress progress;
    private final TransactionOperations transactions;

    SyncLeftovers(Warehouse warehouse, Progress progress, TransactionOperations transactions) {
        this.warehouse = warehouse;
        this.progress = progress;
        this.transactions = transactions;
    }

    /** Drops all versions of a schema but those of the given numbers. */
    void drop(Team team, UUID schema, Set<Long> but) {
        drop(team.id(), schema, but);
    }

    private void drop(long team, UUID schema, Set<Long> but) {
        var namespace = Namespaces.of(team);
        var tables = Set.of(
                SyncLedger.version(schema, 0).table(),
                SyncLedger.history(schema, 0).table());
        warehouse.versions(namespace).stream()
                .filter(version -> tables.contains(version.table()) && !but.contains(version.number()))
                .forEach(version -> warehouse.drop(namespace, version));
    }

    /** Lets go of all a schema left behind, and then forgets it, unless it came back meanwhile and is wanted. */
    void clear(UUID schema) {
        var row = transactions.execute(_ -> progress.lock(schema));
        if (row != null && row.isPresent()) {
            drop(row.get().team(), schema, Set.of());
            transactions.executeWithoutResult(_ -> progress.lock(schema).ifPresent(now -> {
                if (now.wanted()) {
                    progress.save(schema, State.NOTHING);
                } else {
                    progress.delete(schema);
                }
            }));
        }
    }
}
