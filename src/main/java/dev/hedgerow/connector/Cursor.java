package dev.hedgerow.connector;

/**
 * A column that grows as rows are added or changed.
 *
 * @param indexed whether the source finds the rows past a value, and their order, without reading the whole table
 */
public record Cursor(String column, CursorType type, boolean nullable, boolean indexed) {

    /** PostgreSQL's number of the transaction that wrote a row; not a column one can see. */
    public static final String XMIN = "xmin";

    /** The column that carries it in a table that is synced by it. */
    public static final String XMIN_COLUMN = "_ph_xmin";
}
