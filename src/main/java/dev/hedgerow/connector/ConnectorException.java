package dev.hedgerow.connector;

import org.jspecify.annotations.Nullable;

/** Why a source did not do it, in words for the person who set it up: no secrets, nothing of this server's own. */
public abstract sealed class ConnectorException extends RuntimeException {

    private ConnectorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** May be over the next time, with nobody doing anything: unreachable, overloaded, restarting, cut off. */
    public static final class Transient extends ConnectorException {
        public Transient(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Stays until somebody changes the settings or the source: refused, forbidden, gone. */
    public static final class Permanent extends ConnectorException {
        public Permanent(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * A value has no place in the type that its column was declared with. Reading once more with the column
     * {@linkplain TableRead#asText as text} has a place for all of them.
     */
    public static final class ColumnOutgrown extends ConnectorException {
        private final TablePath table;
        private final String column;

        public ColumnOutgrown(TablePath table, String column, String value) {
            super(
                    "Column %s of table %s holds %s, which no number or date here can. It has to be read as text."
                            .formatted(column, table, value),
                    null);
            this.table = table;
            this.column = column;
        }

        public TablePath table() {
            return table;
        }

        public String column() {
            return column;
        }
    }

    /** Somebody closed the reader or the stream meanwhile. */
    public static final class Cancelled extends ConnectorException {
        public Cancelled() {
            super("Reading was cancelled.", null);
        }
    }
}
