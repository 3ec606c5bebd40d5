package dev.hedgerow.connector;

/** How values of a cursor compare. The names in lower case are the API's words. */
public enum CursorType {
    INTEGER,
    NUMERIC,
    DATETIME,
    DATE,
    TIMESTAMP,
    OBJECTID,
    XID
}
