package dev.hedgerow.connector;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A column that grows as rows are added or changed.
 *
 * @param indexed whether the source finds the rows past a value, and their order, without reading the whole table
 */
public record Cursor(String column, CursorType type, boolean nullable, boolean indexed) {

    private static final List<String> LIKELY = List.of(
            "updated_at",
            "updatedat",
            "modified_at",
            "modifiedat",
            "last_modified",
            "updated",
            "modified",
            "created_at",
            "createdat",
            "created");

    /** By the names that people give to columns that tell when a row was changed, and then added. */
    public static final Comparator<Cursor> LIKELIEST_FIRST = Comparator.comparingInt(Cursor::rank);

    /** PostgreSQL's number of the transaction that wrote a row; not a column one can see. */
    public static final String XMIN = "xmin";

    /** The column that carries it in a table that is synced by it. */
    public static final String XMIN_COLUMN = "_ph_xmin";

    private int rank() {
        int rank = LIKELY.indexOf(column.toLowerCase(Locale.ROOT));
        return rank < 0 ? LIKELY.size() : rank;
    }
}
