package dev.hedgerow.hogql;

/** A column of a table that feeds a column of a query. */
public record Origin(String table, String column) {}
