package dev.hedgerow.hogql.function;

/** Where a function may be called. */
public enum Kind {
    SCALAR,
    /** Over the rows of a group, or of a window. */
    AGGREGATE,
    /** Only with OVER. */
    WINDOW,
    /** Gives several rows for one: {@code arrayJoin}. */
    ROWS,
    /** Only in FROM. */
    TABLE
}
