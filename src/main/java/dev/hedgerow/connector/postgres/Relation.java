package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.Change.Unchanged;
import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.TablePath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table as the stream describes it, which is how it was when its next rows were written. */
record Relation(TablePath path, List<Codec> codecs, List<String> key, TextValues values) {

    private static final byte WHOLE_ROW = 'f';

    static Relation read(Session lookups, int id, TablePath path, ByteBuffer message, Set<String> asText)
            throws SQLException {
        byte identity = message.get();
        int count = message.getShort();
        var names = new ArrayList<String>();
        var types = new ArrayList<Integer>();
        var modifiers = new ArrayList<Integer>();
        var key = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            boolean identifies = message.get() != 0;
            var name = PgOutput.string(message);
            names.add(name);
            types.add(message.getInt());
            modifiers.add(message.getInt());
            if (identifies) {
                key.add(name);
            }
        }
        return new Relation(
                path,
                codecs(lookups, names, types, modifiers, asText),
                identity == WHOLE_ROW ? primaryKey(lookups, id) : List.copyOf(key),
                new TextValues(lookups, path));
    }

    /** Columns whose values may come from a default that the table was altered with, which the log does not tell. */
    static Set<String> filled(Session lookups, int table) throws SQLException {
        return Set.copyOf(names(lookups, table, """
                SELECT attname
                  FROM pg_attribute
                 WHERE attrelid = ?::bigint::oid AND attnum > 0 AND NOT attisdropped
                   AND (atthasdef OR atthasmissing OR attidentity <> '')
                """));
    }

    List<TableColumn> columns() {
        return codecs.stream().map(Codec::column).toList();
    }

    boolean looksLike(Relation other) {
        return path.equals(other.path) && columns().equals(other.columns()) && key.equals(other.key);
    }

    /** Values that are not repeated are those of the old row, when that is known. */
    List<@Nullable Object> row(ByteBuffer message, @Nullable List<@Nullable Object> old) throws SQLException {
        int count = message.getShort();
        var row = new ArrayList<@Nullable Object>(count);
        for (int i = 0; i < count; i++) {
            switch (message.get()) {
                case 'n' -> row.add(null);
                case 'u' -> row.add(old == null ? Unchanged.VALUE : old.get(i));
                default -> {
                    var bytes = new byte[message.getInt()];
                    message.get(bytes);
                    row.add(values.of(codecs.get(i), new String(bytes, StandardCharsets.UTF_8)));
                }
            }
        }
        return row;
    }

    List<@Nullable Object> keyOf(List<@Nullable Object> row) {
        var values = new ArrayList<@Nullable Object>();
        for (int i = 0; i < codecs.size(); i++) {
            if (key.contains(codecs.get(i).column().name())) {
                values.add(row.get(i));
            }
        }
        return values;
    }

    private static List<Codec> codecs(
            Session lookups, List<String> names, List<Integer> types, List<Integer> modifiers, Set<String> asText)
            throws SQLException {
        var codecs = new ArrayList<Codec>();
        try (var statement = lookups.connection().prepareStatement(Codec.TYPES)) {
            for (int i = 0; i < names.size(); i++) {
                statement.setString(1, names.get(i));
                statement.setInt(2, modifiers.get(i));
                statement.setLong(3, Integer.toUnsignedLong(types.get(i)));
                try (var result = statement.executeQuery()) {
                    if (result.next()) {
                        var codec = Codec.of(result);
                        codecs.add(asText.contains(names.get(i)) ? codec.asText() : codec);
                    } else {
                        // The type was dropped since.
                        codecs.add(Codec.unknown(names.get(i)));
                    }
                }
            }
        }
        return List.copyOf(codecs);
    }

    private static List<String> primaryKey(Session lookups, int table) throws SQLException {
        return names(lookups, table, """
                SELECT a.attname
                  FROM pg_index i
                  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[])
                 WHERE i.indrelid = ?::bigint::oid AND i.indisprimary
                 ORDER BY a.attnum
                """);
    }

    private static List<String> names(Session lookups, int table, String sql) throws SQLException {
        var names = new ArrayList<String>();
        try (var statement = lookups.connection().prepareStatement(sql)) {
            statement.setLong(1, Integer.toUnsignedLong(table));
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    names.add(result.getString(1));
                }
            }
        }
        return List.copyOf(names);
    }
}
