package dev.hedgerow.syncjob;

import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.connector.ChangeCapture;
import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.Cursor;
import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.RowFilter;
import dev.hedgerow.connector.SourceTable;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableReader;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.Namespace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run at work: which table, read from where, into what.
 *
 * @param sync with the columns that make out its key, where its type merges
 */
record TableSync(SyncRun run, Sync sync, RemoteSource remote, SourceTable table, Cancellation cancellation) {

    static TableSync of(SyncRun run, Sync sync, RemoteSource remote, Cancellation cancellation) {
        var table = remote.discover().stream()
                .filter(found -> found.name().equals(sync.name()))
                .findFirst()
                .orElseThrow(() -> new ConnectorException.Permanent(
                        "Table %s does not exist in the source, or can no longer be read.".formatted(sync.name()),
                        null));
        return new TableSync(run, sync, remote, table, cancellation);
    }

    Namespace namespace() {
        return Namespaces.of(sync.team());
    }

    /** Whether runs after the first read only what changed. */
    boolean isIncremental() {
        return switch (sync.type()) {
            case FULL_REFRESH, CDC -> false;
            case INCREMENTAL, APPEND, XMIN -> true;
            case WEBHOOK ->
                throw new ConnectorException.Permanent(
                        "This server cannot sync %s by %s.".formatted(sync.name(), sync.type().wire), null);
        };
    }

    /** What the sync goes by; null for a full refresh. */
    @Nullable
    Cursor cursor() {
        if (!isIncremental()) {
            return null;
        }
        if (sync.type() == SyncType.XMIN) {
            return new Cursor(Cursor.XMIN, CursorType.XID, false, false);
        }
        return table.cursors().stream()
                .filter(cursor -> cursor.column().equals(sync.cursor()))
                .findFirst()
                .orElseThrow(() -> new ConnectorException.Permanent(
                        "Table %s has no column %s that a sync could go by.".formatted(sync.name(), sync.cursor()),
                        null));
    }

    /** By which columns a row finds its place. What is appended never replaces an older state of a row. */
    List<String> mergeKey(List<String> columns) {
        var key = sync.key().isEmpty() ? table.likelyKey() : sync.key();
        if (sync.type() != SyncType.APPEND) {
            requireKnown(key, columns);
            return key;
        }
        var cursor = sync.cursor();
        if (key.isEmpty() || cursor == null || !columns.containsAll(key)) {
            return columns;
        }
        return Stream.concat(key.stream(), Stream.of(cursor)).distinct().toList();
    }

    private void requireKnown(List<String> key, List<String> columns) {
        if (key.isEmpty() || !columns.containsAll(key)) {
            throw new ConnectorException.Permanent(
                    "Table %s has no primary key to sync on%s. Choose one, or sync it another way."
                            .formatted(sync.name(), key.isEmpty() ? "" : " called " + String.join(", ", key)),
                    null);
        }
    }

    TableReader open(TableRead read) {
        return sync.type() == SyncType.CDC ? changes().read(read) : remote.read(read);
    }

    ChangeCapture changes() {
        return remote.changes()
                .orElseThrow(() -> new ConnectorException.Permanent(
                        "The changes of %s sources cannot be followed.".formatted(sync.kind()), null));
    }

    /** What to ask the source for; the key and the cursor always come along. */
    TableRead read(Set<String> asText) {
        var read = TableRead.of(table.path()).only(columns()).asText(asText);
        return sync.filters().isEmpty() ? read : read.where(RowFilter.of(sync.filters(), table.columns()));
    }

    private @Nullable List<String> columns() {
        if (sync.columns() == null) {
            return null;
        }
        var wanted = new HashSet<>(sync.columns());
        wanted.addAll(sync.key().isEmpty() ? table.likelyKey() : sync.key());
        if (sync.cursor() != null) {
            wanted.add(sync.cursor());
        }
        return table.columns().stream()
                .map(TableColumn::name)
                .filter(wanted::contains)
                .toList();
    }
}
