package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.Change;
import dev.hedgerow.connector.Change.Deleted;
import dev.hedgerow.connector.Change.Inserted;
import dev.hedgerow.connector.Change.Shape;
import dev.hedgerow.connector.Change.Truncated;
import dev.hedgerow.connector.Change.Updated;
import dev.hedgerow.connector.ChangeStream.Position;
import dev.hedgerow.connector.TablePath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decodes the messages of the plugin {@code pgoutput}, first version of its protocol, with values as texts. */
final class PgOutput {

    private final Session lookups;
    private final Map<TablePath, Set<String>> asText;
    private final Map<Integer, Relation> relations = new HashMap<>();
    private Instant committed = Instant.EPOCH;
    private long log;
    private long number;
    private int transaction;
    private boolean inTransaction;
    private @Nullable Position lastEnd;

    PgOutput(Session lookups, Map<TablePath, Set<String>> asText) {
        this.lookups = lookups;
        this.asText = asText;
    }

    boolean inTransaction() {
        return inTransaction;
    }

    @Nullable
    Position lastEnd() {
        return lastEnd;
    }

    void decode(ByteBuffer message, List<Change> changes) throws SQLException {
        switch (message.get()) {
            case 'B' -> begin(message);
            case 'C' -> commit(message);
            case 'R' -> describe(message, changes);
            case 'I' -> changes.add(insert(message));
            case 'U' -> changes.add(update(message));
            case 'D' -> changes.add(delete(message));
            case 'T' -> truncate(message, changes);
            default -> {
                // types, origins and messages that somebody wrote into the log
            }
        }
    }

    private void begin(ByteBuffer message) {
        log = message.getLong();
        committed = Instant.EPOCH.plus(message.getLong() + Decoder.EPOCH_MICROS, ChronoUnit.MICROS);
        transaction = message.getInt();
        number = 0;
        inTransaction = true;
    }

    private void commit(ByteBuffer message) {
        message.get();
        message.getLong();
        lastEnd = new Position(message.getLong(), 0, 0);
        inTransaction = false;
    }

    /** The server repeats itself, after a truncation for one. */
    private void describe(ByteBuffer message, List<Change> changes) throws SQLException {
        int id = message.getInt();
        var path = new TablePath(string(message), string(message));
        var relation = Relation.read(lookups, id, path, message, asText.getOrDefault(path, Set.of()));
        var before = relations.put(id, relation);
        if (before == null || !before.looksLike(relation)) {
            // Without a number of its own: whether it comes depends on what this stream has told before.
            var position = new Position(log, number, transaction);
            changes.add(new Shape(
                    path, position, committed, relation.columns(), relation.key(), Relation.filled(lookups, id)));
        }
    }

    private Change insert(ByteBuffer message) throws SQLException {
        var relation = relation(message.getInt());
        message.get();
        return new Inserted(relation.path(), position(), committed, relation.row(message, null));
    }

    private Change update(ByteBuffer message) throws SQLException {
        var relation = relation(message.getInt());
        byte part = message.get();
        List<@Nullable Object> old = null;
        if (part == 'K' || part == 'O') {
            old = relation.row(message, null);
            message.get();
        }
        var row = relation.row(message, part == 'O' ? old : null);
        var oldKey = old == null ? null : relation.keyOf(old);
        boolean moved = oldKey != null && !oldKey.equals(relation.keyOf(row));
        return new Updated(relation.path(), position(), committed, moved ? oldKey : null, row);
    }

    private Change delete(ByteBuffer message) throws SQLException {
        var relation = relation(message.getInt());
        message.get();
        return new Deleted(relation.path(), position(), committed, relation.keyOf(relation.row(message, null)));
    }

    private void truncate(ByteBuffer message, List<Change> changes) {
        int count = message.getInt();
        message.get();
        var paths = new ArrayList<TablePath>();
        for (int i = 0; i < count; i++) {
            paths.add(relation(message.getInt()).path());
        }
        paths.forEach(path -> changes.add(new Truncated(path, position(), committed)));
    }

    private Relation relation(int id) {
        return Objects.requireNonNull(relations.get(id), "The server describes a table before its rows");
    }

    private Position position() {
        return new Position(log, number++, transaction);
    }

    static String string(ByteBuffer message) {
        int start = message.position();
        while (message.get() != 0) {
            // up to the end
        }
        return new String(
                message.array(), message.arrayOffset() + start, message.position() - start - 1, StandardCharsets.UTF_8);
    }
}
