package dev.hedgerow.syncjob;

import dev.hedgerow.connector.ChangeCapture;
import dev.hedgerow.connector.ChangeStream.Position;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.SourceTable;
import dev.hedgerow.connector.TablePath;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes at sources what the following of changes needs, one after the other for each: who came later knows of more
 * tables. When the slot is gone, so are changes: then all tables are read anew.
 */
@Component
class Preparation {

    private final Captures captures;
    private final StreamLedger ledger;
    private final Streams streams;
    private final Map<UUID, ReentrantLock> locks = new ConcurrentHashMap<>();

    Preparation(Captures captures, StreamLedger ledger, Streams streams) {
        this.captures = captures;
        this.ledger = ledger;
        this.streams = streams;
    }

    /**
     * @param made whether the slot had to be made, so that nothing before that is in it
     * @param keptFrom where the changes begin that the source still had, before anything was made
     * @param paths of the source's tables, by the names that syncs have
     * @param published how each table is published, see {@link ChangeCapture.Status#published}
     */
    record Prepared(boolean made, Position keptFrom, Map<String, TablePath> paths, Map<TablePath, String> published) {}

    /**
     * @param asking whose table is about to be read
     * @throws Superseded when the source's changes are not captured any more
     */
    Prepared prepare(RemoteSource remote, UUID source, @Nullable Sync asking) {
        return alone(source, () -> prepareAlone(remote, source, asking));
    }

    /** Does something that has to do with what is made at a source while nobody else does. */
    <T> T alone(UUID source, Supplier<T> work) {
        var lock = lock(source);
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private Prepared prepareAlone(RemoteSource remote, UUID source, @Nullable Sync asking) {
        var capture = captures.find(source).orElseThrow(Superseded::new);
        var changes = remote.changes().orElseThrow();
        var names = capture.names();
        var status = changes.status(names);
        var usable = status.slotExists() && !status.lost() && (status.publicationExists() || !names.managed());
        if (!usable) {
            ledger.startAnew(
                    capture,
                    asking,
                    "The replication slot '%s' or its publication was gone; some changes may be lost. The table is read anew."
                            .formatted(names.slot()));
            if (status.slotExists()) {
                changes.drop(names);
            }
        }
        var found = remote.discover();
        var published = changes.prepare(names, wanted(capture, found, asking));
        return new Prepared(
                !usable,
                status.keptFrom(),
                found.stream().collect(Collectors.toMap(SourceTable::name, SourceTable::path)),
                published);
    }

    /** A table without a key must not be published: its rows could not be updated any more at the source. */
    private static Set<TablePath> wanted(Capture capture, Iterable<SourceTable> found, @Nullable Sync asking) {
        var names = capture.tables().stream().map(Sync::name).collect(Collectors.toSet());
        var wanted = new LinkedHashSet<TablePath>();
        for (var table : found) {
            var isWanted = capture.names().managed()
                    ? names.contains(table.name())
                    : asking != null && asking.name().equals(table.name());
            if (isWanted && !table.primaryKey().isEmpty()) {
                wanted.add(table.path());
            }
        }
        return wanted;
    }

    /** Takes everything away and makes it anew; empty while somebody is at it already, or has switched it off. */
    Optional<Capture> repair(RemoteSource remote, UUID source) {
        var lock = lock(source);
        if (!lock.tryLock()) {
            return Optional.empty();
        }
        try {
            var capture = captures.find(source).orElseThrow(Superseded::new);
            remote.changes().orElseThrow().drop(capture.names());
            // Runs that begin from here on find it in order, once they have waited for the lock.
            streams.clear(source);
            prepareAlone(remote, source, null);
            return Optional.of(capture);
        } catch (Superseded _) {
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes away what was made, after the source's changes have ceased to be captured. */
    void drop(RemoteSource remote, Capture capture) {
        var lock = lock(capture.source());
        lock.lock();
        try {
            remote.changes().orElseThrow().drop(capture.names());
        } finally {
            lock.unlock();
        }
    }

    private ReentrantLock lock(UUID source) {
        return locks.computeIfAbsent(source, _ -> new ReentrantLock());
    }
}
