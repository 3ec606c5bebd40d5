package dev.hedgerow.engine;

/** A column of rows that come from elsewhere. */
public record SourceColumn(String name, ColumnType type) {}
