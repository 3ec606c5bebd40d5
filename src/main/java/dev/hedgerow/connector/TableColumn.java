package dev.hedgerow.connector;

import dev.hedgerow.engine.ColumnType;

/**
 * A column as its source declares it.
 *
 * @param dataType in the source's words, such as {@code timestamp with time zone}
 * @param type how its values arrive
 */
public record TableColumn(String name, String dataType, boolean nullable, ColumnType type) {}
