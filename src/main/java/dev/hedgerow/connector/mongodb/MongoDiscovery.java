package dev.hedgerow.connector.mongodb;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.Cursor;
import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.SourceTable;
import dev.hedgerow.connector.SourceTable.Kind;
import dev.hedgerow.connector.SyncMethod;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.TablePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What a database says of its collections. They declare no columns, so those are what indexes say that documents are
 * found by: never what some documents happen to have.
 */
record MongoDiscovery(MongoSession session) {

    /** Of an index that leaves documents out, or knows their values in another form or order. */
    private static final Set<String> NOT_PLAIN = Set.of("partialFilterExpression", "sparse", "hidden", "collation");

    List<SourceTable> tables() {
        return collections().stream().map(listed -> table(described(listed))).toList();
    }

    /** Those that are not the server's own. */
    List<BsonDocument> collections() {
        return session.ask(database -> database.listCollections(BsonDocument.class).into(new ArrayList<>()).stream()
                .filter(listed -> !name(listed).startsWith("system."))
                .sorted(Comparator.comparing(MongoDiscovery::name))
                .toList());
    }

    DocumentCollection collection(String name) {
        return collections().stream()
                .filter(listed -> name(listed).equals(name))
                .findFirst()
                .map(this::described)
                .orElseThrow(() -> new Permanent(
                        "Collection '%s' does not exist, or this user may not read it.".formatted(name), null));
    }

    private static String name(BsonDocument listed) {
        return listed.getString("name").getValue();
    }

    private DocumentCollection described(BsonDocument listed) {
        return session.ask(database -> new DocumentCollection(
                new TablePath(database.getName(), name(listed)),
                listed,
                DocumentCollection.isKeyed(listed) ? indexes(database, name(listed)) : Map.of()));
    }

    private static Map<String, BsonDocument> indexes(MongoDatabase database, String collection) {
        var indexes = new LinkedHashMap<String, BsonDocument>();
        for (var index : database.getCollection(collection).listIndexes(BsonDocument.class)) {
            var key = index.getDocument("key");
            var first = key.entrySet().iterator().next();
            var field = first.getKey();
            var isPlain = first.getValue().isNumber()
                    && !field.contains(".")
                    && !field.contains("$")
                    && NOT_PLAIN.stream().noneMatch(index::containsKey);
            if (isPlain && !field.equals(DocumentCollection.ID)) {
                indexes.putIfAbsent(field, key);
            }
        }
        return indexes;
    }

    private SourceTable table(DocumentCollection collection) {
        var cursors = cursors(collection);
        return new SourceTable(
                collection.path().table(),
                collection.path(),
                collection.isView() ? Kind.VIEW : Kind.TABLE,
                collection.columns(),
                collection.isKeyed() ? List.of(DocumentCollection.ID) : List.of(),
                cursors,
                cursors.isEmpty()
                        ? Set.of(SyncMethod.FULL_REFRESH)
                        : Set.of(SyncMethod.FULL_REFRESH, SyncMethod.INCREMENTAL, SyncMethod.APPEND),
                List.of(),
                null,
                null,
                null);
    }

    private List<Cursor> cursors(DocumentCollection collection) {
        var cursors = new ArrayList<Cursor>();
        if (collection.isKeyed()) {
            for (var column : collection.columns()) {
                var type = column.name().equals(DocumentCollection.DATA) ? null : cursorType(collection, column);
                if (type != null) {
                    cursors.add(new Cursor(column.name(), type, column.nullable(), true));
                }
            }
        }
        return cursors.stream().sorted(Cursor.LIKELIEST_FIRST).toList();
    }

    /** By the greatest value there is, which the index knows. Without values any type will do. */
    private @Nullable CursorType cursorType(DocumentCollection collection, TableColumn column) {
        var field = column.name();
        var greatest =
                session.ask(database -> database.getCollection(collection.path().table(), BsonDocument.class)
                        .find()
                        .projection(
                                field.equals(DocumentCollection.ID)
                                        ? Projections.include(field)
                                        : Projections.fields(Projections.include(field), Projections.excludeId()))
                        .sort(Sorts.descending(field))
                        .hint(collection.indexes().get(field))
                        .first());
        return greatest == null ? CursorType.OBJECTID : cursorType(greatest.get(field, BsonNull.VALUE));
    }

    private static @Nullable CursorType cursorType(BsonValue greatest) {
        return switch (greatest.getBsonType()) {
            case DATE_TIME -> CursorType.TIMESTAMP;
            case OBJECT_ID, NULL -> CursorType.OBJECTID;
            case INT32, INT64 -> CursorType.INTEGER;
            case DOUBLE, DECIMAL128 -> CursorType.NUMERIC;
            default -> null;
        };
    }
}
