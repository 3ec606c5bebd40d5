package dev.hedgerow.hogql;

import dev.hedgerow.hogql.type.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** What a name in FROM stands for. */
public sealed interface TableDefinition {

    /** The dotted name it is reported by. */
    String name();

    /**
     * Rows that an engine holds; a materialized view is one too.
     *
     * @param location the name in the engine, part by part and without quotes
     * @param fields what can be read of a row, in order
     */
    record Stored(String name, List<String> location, SequencedMap<String, Field> fields) implements TableDefinition {

        /** A table of plain columns only, which are called the same in the engine. */
        public static Stored of(String name, List<String> location, Map<String, Type> columns) {
            var fields = new LinkedHashMap<String, Field>();
            columns.forEach((column, type) -> fields.put(column, new Field.Column(column, type)));
            return new Stored(name, location, fields);
        }
    }

    /**
     * A query that is put in the place of its name.
     *
     * @param columns what is known of its columns without opening it; empty when nothing is
     */
    record View(String name, String hogql, SequencedMap<String, Type> columns) implements TableDefinition {

        public View(String name, String hogql) {
            this(name, hogql, new LinkedHashMap<>());
        }
    }

    /** Columns without rows: what it takes to check a query that reads them, but not to run it. */
    record Shape(String name, SequencedMap<String, Type> columns) implements TableDefinition {}

    /** What a table offers under one name. Only columns are part of {@code *}. */
    sealed interface Field {

        /**
         * A column, by its name in the engine. One of JSON gives access to its properties: {@code properties.$browser}.
         */
        record Column(String column, Type type) implements Field {}

        /** Another way to reach a field of the same table: {@code person_id} for {@code person.id}. */
        record Path(List<String> chain) implements Field {}

        /** An expression over the other fields of the table. */
        record Computed(String hogql) implements Field {}

        /** Fields kept together under a name, without a table of their own. */
        record Group(SequencedMap<String, Field> fields) implements Field {}

        /** At most one row of another table: the one whose {@code foreignKey} equals our {@code key}. */
        record Joined(List<String> table, String key, String foreignKey) implements Field {}
    }
}
