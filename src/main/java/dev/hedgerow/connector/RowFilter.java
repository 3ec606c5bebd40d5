package dev.hedgerow.connector;

import java.util.List;
import java.util.Map;

/**
 * A condition on a column that the source itself checks.
 *
 * @param values one, but for the operators over lists; as the source would write them
 */
public record RowFilter(String column, Operator operator, List<String> values) {

    /**
     * Reads filters as the API has them, objects with {@code column}, {@code operator} and {@code value}.
     *
     * @throws InvalidRowFilter in words for the client
     */
    public static List<RowFilter> of(List<? extends Map<String, ?>> filters, List<TableColumn> columns) {
        return RowFilters.read(filters, columns);
    }

    /** How a column is compared. */
    public enum Operator {
        GREATER(">"),
        AT_LEAST(">="),
        LESS("<"),
        AT_MOST("<="),
        EQUAL("="),
        NOT_EQUAL("<>"),
        IN("IN"),
        NOT_IN("NOT IN");

        private final String sql;

        Operator(String sql) {
            this.sql = sql;
        }

        public String sql() {
            return sql;
        }

        public boolean takesList() {
            return this == IN || this == NOT_IN;
        }
    }

    /** A filter that cannot be applied, and why. */
    public static final class InvalidRowFilter extends RuntimeException {
        InvalidRowFilter(String message) {
            super(message);
        }
    }
}
