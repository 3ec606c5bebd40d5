package dev.hedgerow.engine;

import java.util.List;

/**
 * What a write left behind.
 *
 * @param changed rows that this write added or updated
 * @param rows rows the version has now
 * @param bytes what the version takes on disk, as far as it is there yet
 */
public record Written(List<Column> columns, long changed, long rows, long bytes) {}
