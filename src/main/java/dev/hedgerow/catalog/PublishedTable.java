package dev.hedgerow.catalog;

import java.util.List;
import java.util.UUID;

/** A table that readers can name now. */
public record PublishedTable(UUID id, String name, List<TableColumn> columns, long rows) {}
