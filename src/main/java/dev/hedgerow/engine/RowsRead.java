package dev.hedgerow.engine;

import java.util.List;

/** What a query gave, once its rows are handed over. */
public record RowsRead(List<Column> columns, long rows, boolean hasMore) {}
