package dev.hedgerow.connector.mongodb;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.or;
import static java.util.stream.Collectors.toCollection;

import com.mongodb.client.model.Projections;
import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.RowFilter;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableRead.ByCursor;
import dev.hedgerow.connector.TableRead.ByKey;
import dev.hedgerow.connector.TableRead.Unordered;
import dev.hedgerow.connector.Watermark.Bound;
import dev.hedgerow.engine.SourceColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Which documents of a collection a read wants, in which order, and what of them. */
record Search(TableRead read, List<TableColumn> columns) {

    static Search of(TableRead read, DocumentCollection collection) {
        var all = new LinkedHashMap<String, TableColumn>();
        collection.columns().forEach(column -> all.put(column.name(), column));
        var wanted = read.columns() == null ? List.copyOf(all.keySet()) : read.columns();
        Stream.concat(wanted.stream(), Stream.ofNullable(read.cursor()).map(cursor -> cursor.column()))
                .filter(name -> !all.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new Permanent(
                            "No index of '%s' begins with a field '%s' any more."
                                    .formatted(collection.path().table(), name),
                            null);
                });
        return new Search(
                read,
                wanted.stream()
                        .map(name -> Objects.requireNonNull(all.get(name)))
                        .toList());
    }

    List<SourceColumn> sourceColumns() {
        return columns.stream()
                .map(column -> new SourceColumn(column.name(), column.type()))
                .toList();
    }

    /** Only what is read, unless that is everything. */
    @Nullable
    Bson projection() {
        var names = columns.stream().map(TableColumn::name).collect(toCollection(LinkedHashSet::new));
        if (names.contains(DocumentCollection.DATA)) {
            return null;
        }
        var cursor = read.cursor();
        if (cursor != null) {
            names.add(cursor.column());
        }
        return Projections.include(List.copyOf(names));
    }

    @Nullable
    Bson order() {
        var cursor = read.cursor();
        return switch (read.order()) {
            case Unordered _ -> null;
            case ByCursor _ -> cursor == null ? null : ascending(cursor.column());
            case ByKey(var key) -> ascending(key.getFirst());
        };
    }

    private static Bson ascending(String field) {
        return new BsonDocument(field, new BsonInt32(1));
    }

    Bson filter() {
        var conditions = new ArrayList<Bson>();
        read.filters().forEach(filter -> conditions.add(condition(filter)));
        var cursor = read.cursor();
        var watermark = read.watermark();
        if (cursor != null && watermark != null) {
            var begin = Mark.read(watermark.value(), cursor.type()).earlier(watermark.lookback());
            conditions.add(
                    watermark.bound() == Bound.FROM
                            ? from(cursor.column(), begin)
                            : gt(cursor.column(), begin.value()));
        }
        var checkpoint = read.checkpoint();
        if (checkpoint != null) {
            var last = checkpoint.values().getFirst();
            switch (read.order()) {
                case Unordered _ -> {}
                case ByCursor _ -> {
                    var by = Objects.requireNonNull(cursor);
                    conditions.add(from(by.column(), Mark.read(last, by.type())));
                }
                case ByKey(var key) -> conditions.add(after(key.getFirst(), ValueText.read(last)));
            }
        }
        return conditions.isEmpty() ? new BsonDocument() : and(conditions);
    }

    /** At or past the mark, or with a value that cannot be compared with it, such as none. */
    private static Bson from(String field, Mark mark) {
        return or(
                gte(field, mark.value()),
                ofOtherKinds(field, mark),
                eq(field, BsonNull.VALUE),
                eq(field, new BsonArray()));
    }

    private static Bson ofOtherKinds(String field, Mark mark) {
        return new BsonDocument(
                field,
                new BsonDocument(
                        "$type",
                        new BsonArray(mark.otherKinds().map(BsonString::new).toList())));
    }

    /**
     * Compares values of all types, in the order in which the server sorts them; {@code $gt} outside of it does not.
     */
    private static Bson after(String field, BsonValue last) {
        var literal = new BsonDocument("$literal", last);
        return new BsonDocument(
                "$expr", new BsonDocument("$gt", new BsonArray(List.of(new BsonString("$" + field), literal))));
    }

    private static Bson condition(RowFilter filter) {
        var field = filter.column();
        var values =
                filter.values().stream().flatMap(Search::readings).distinct().toList();
        return switch (filter.operator()) {
            case GREATER -> any(field, values, (name, value) -> gt(name, value));
            case AT_LEAST -> any(field, values, (name, value) -> gte(name, value));
            case LESS -> any(field, values, (name, value) -> lt(name, value));
            case AT_MOST -> any(field, values, (name, value) -> lte(name, value));
            case EQUAL, IN -> in(field, values);
            case NOT_EQUAL, NOT_IN ->
                nin(
                        field,
                        Stream.concat(values.stream(), Stream.of(BsonNull.VALUE))
                                .toList());
        };
    }

    private static Bson any(String field, List<BsonValue> values, BiFunction<String, BsonValue, Bson> comparison) {
        return or(values.stream().map(value -> comparison.apply(field, value)).toList());
    }

    /** All that a person can mean by a text. */
    private static Stream<BsonValue> readings(String text) {
        return Stream.concat(
                Stream.of(new BsonString(text), ValueText.read(text)), Stream.ofNullable(Mark.moment(text)));
    }
}
