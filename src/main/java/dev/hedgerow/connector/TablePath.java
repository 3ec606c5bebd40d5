package dev.hedgerow.connector;

/**
 * Where a table is in its source, in the source's own spelling.
 *
 * @param schema what the source calls the namespace above a table; empty when it has none
 */
public record TablePath(String schema, String table) {

    @Override
    public String toString() {
        return schema.isEmpty() ? table : schema + "." + table;
    }
}
