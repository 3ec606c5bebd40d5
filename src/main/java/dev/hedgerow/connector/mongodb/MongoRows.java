package dev.hedgerow.connector.mongodb;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCursor;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import dev.hedgerow.connector.TableRead.ByKey;
import dev.hedgerow.connector.rows.Rows;
import dev.hedgerow.engine.RowBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.jspecify.annotations.Nullable;

/** Documents as the server hands them out, a batch at a time. */
final class MongoRows implements Rows {

    private static final int BATCH = 10_000; // or 16 MB, which is the server's own limit
    private static final int SNAPSHOTS_SINCE = 13; // MongoDB 5.0
    private static final Duration GOODBYE = Duration.ofSeconds(5);
    private static final JsonWriterSettings READABLE =
            JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();

    private final MongoSession session;
    private final Search search;
    private final boolean keyed;
    private final @Nullable ClientSession moment;
    private final List<String> warnings;
    private final FindIterable<RawBsonDocument> found;
    private final Waiting waiting = new Waiting();
    private @Nullable MongoCursor<RawBsonDocument> cursor;
    private @Nullable RawBsonDocument document;

    private MongoRows(
            MongoSession session,
            Search search,
            boolean keyed,
            @Nullable ClientSession moment,
            List<String> warnings,
            FindIterable<RawBsonDocument> found) {
        this.session = session;
        this.search = search;
        this.keyed = keyed;
        this.moment = moment;
        this.warnings = warnings;
        this.found = found;
    }

    static MongoRows of(MongoSession session, DocumentCollection collection, Search search) {
        var documents = session.database().getCollection(collection.path().table(), RawBsonDocument.class);
        boolean oneMoment =
                !collection.isCapped() && keepsMoments(session.client().getClusterDescription());
        var moment = oneMoment
                ? session.client()
                        .startSession(
                                ClientSessionOptions.builder().snapshot(true).build())
                : null;
        var found = moment == null ? documents.find(search.filter()) : documents.find(moment, search.filter());
        var timeout = search.read().timeout();
        return new MongoRows(
                session,
                search,
                collection.isKeyed(),
                moment,
                oneMoment
                        ? List.of()
                        : List.of(
                                "The rows may be of several moments: only a replica set of MongoDB 5.0 or newer keeps one for a read, and not of capped collections."),
                found.projection(search.projection())
                        .sort(search.order())
                        .batchSize(BATCH)
                        .allowDiskUse(search.order() == null ? null : true)
                        .maxTime(timeout == null ? 0 : timeout.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static boolean keepsMoments(ClusterDescription cluster) {
        return (cluster.getType() == ClusterType.REPLICA_SET || cluster.getType() == ClusterType.SHARDED)
                && cluster.getServerDescriptions().stream()
                        .filter(server -> server.isOk())
                        .allMatch(server -> server.getMaxWireVersion() >= SNAPSHOTS_SINCE);
    }

    @Override
    public boolean next() {
        try {
            var open = cursor;
            if (open == null) {
                open = waiting.until(found::iterator);
                cursor = open;
            }
            if (open.available() == 0 && !waiting.until(open::hasNext)) {
                return false;
            }
            document = open.next();
            return true;
        } catch (MongoException e) {
            throw session.failure(e);
        }
    }

    @Override
    public int write(RowBatch batch, int row) {
        int bytes = 0;
        for (int column = 0; column < search.columns().size(); column++) {
            var text = text(search.columns().get(column).name());
            if (text == null) {
                batch.setNull(row, column);
            } else {
                var utf8 = text.getBytes(StandardCharsets.UTF_8);
                batch.setUtf8(row, column, utf8);
                bytes += utf8.length;
            }
        }
        return bytes;
    }

    private @Nullable String text(String column) {
        if (column.equals(DocumentCollection.DATA)) {
            return current().toJson(READABLE);
        }
        var value = current().get(column);
        boolean isKey = keyed && column.equals(DocumentCollection.ID);
        return value == null || (value.isNull() && !isKey) ? null : ValueText.of(value);
    }

    private RawBsonDocument current() {
        return Objects.requireNonNull(document);
    }

    @Override
    public @Nullable String cursor() {
        var by = search.read().cursor();
        BsonValue value = by == null ? null : current().get(by.column());
        return by == null || value == null ? null : Mark.text(value, by.type());
    }

    @Override
    public List<String> key() {
        return search.read().order() instanceof ByKey(var key)
                ? List.of(ValueText.of(Objects.requireNonNull(current().get(key.getFirst()))))
                : List.of();
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    /** The server gives up a query whose connection is cut, and a cursor that it is told of. */
    @Override
    public void abort() {
        waiting.end();
        close();
    }

    @Override
    public void close() {
        var open = cursor;
        Waiting.atMost(GOODBYE, () -> {
            if (open != null) {
                open.close();
            }
            if (moment != null) {
                moment.close();
            }
            session.close();
        });
    }
}
