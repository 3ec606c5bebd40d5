package dev.hedgerow.connector.jdbc;

/**
 * SELECTs over a server's own catalog, each with one question mark for a schema, and the columns {@code schema} and
 * {@code table} that tell of which table a row speaks.
 *
 * @param columns what {@link JdbcDialect#column} reads; conditions and an ORDER BY may follow
 * @param ofTable the condition, with one more question mark, that it is one table
 * @param order the ORDER BY of the columns
 * @param keys {@code name} of the primary key's columns, in order
 * @param indexed {@code name} of columns that an index begins with
 * @param foreign {@code name}, {@code target_schema}, {@code target} and {@code target_column}
 * @param tables {@code is_view}, {@code estimate} of the rows and {@code comment}
 */
public record CatalogQueries(
        String columns, String ofTable, String order, String keys, String indexed, String foreign, String tables) {}
