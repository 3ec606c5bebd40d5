package dev.hedgerow.connector.mongodb;

import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.engine.ColumnType.Simple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * A collection, a time series or a view, and what its documents are found by.
 *
 * @param listed as the server lists it
 * @param indexes the keys of those that have all documents, by the field that they begin with
 */
record DocumentCollection(TablePath path, BsonDocument listed, Map<String, BsonDocument> indexes) {

    static final String ID = "_id";
    static final String DATA = "data";

    /** Whether no two documents have the same id, and all have one. */
    static boolean isKeyed(BsonDocument listed) {
        return listed.getString("type", new BsonString("collection")).getValue().equals("collection");
    }

    boolean isKeyed() {
        return isKeyed(listed);
    }

    boolean isView() {
        return listed.getString("type", new BsonString("collection")).getValue().equals("view");
    }

    boolean isCapped() {
        return listed.getDocument("options", new BsonDocument()).containsKey("capped");
    }

    /** The id, the fields that an index begins with, and the document as a whole. */
    List<TableColumn> columns() {
        var columns = new LinkedHashMap<String, TableColumn>();
        columns.put(ID, new TableColumn(ID, "text", !isKeyed(), Simple.TEXT));
        for (var field : indexes.keySet()) {
            // Names here differ by more than the case of their letters.
            if (!field.equalsIgnoreCase(DATA) && columns.keySet().stream().noneMatch(field::equalsIgnoreCase)) {
                columns.put(field, new TableColumn(field, "text", true, Simple.TEXT));
            }
        }
        columns.put(DATA, new TableColumn(DATA, "document", false, Simple.JSON));
        return new ArrayList<>(columns.values());
    }
}
