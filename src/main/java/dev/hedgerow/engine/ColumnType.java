package dev.hedgerow.engine;

/** The types that rows from elsewhere may have. */
public sealed interface ColumnType {

    /** The types without parameters; timestamps have microseconds, {@code INSTANT} is one in UTC. */
    enum Simple implements ColumnType {
        BOOLEAN,
        INTEGER,
        BIG_INTEGER,
        DOUBLE,
        TEXT,
        JSON,
        BYTES,
        UUID,
        DATE,
        TIMESTAMP,
        INSTANT
    }

    record Decimal(int precision, int scale) implements ColumnType {

        public static final int MAX_PRECISION = 38;

        public Decimal {
            if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("Not a decimal type: (" + precision + ", " + scale + ")");
            }
        }
    }
}
