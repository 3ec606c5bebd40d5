package dev.hedgerow.connector;

/** The ways to keep a copy of a table up to date. */
public enum SyncMethod {
    FULL_REFRESH,
    INCREMENTAL,
    APPEND,
    XMIN,
    CDC
}
