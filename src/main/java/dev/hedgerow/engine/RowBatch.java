package dev.hedgerow.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * A few thousand empty rows; a source writes every value of the rows it fills, nulls too, each once and those of a
 * column from the first row to the last.
 */
public interface RowBatch {

    int capacity();

    void setNull(int row, int column);

    void setBoolean(int row, int column, boolean value);

    void setLong(int row, int column, long value);

    void setBigInteger(int row, int column, BigInteger value);

    void setDouble(int row, int column, double value);

    /** Refuses a value that the column's precision and scale cannot hold exactly. */
    void setDecimal(int row, int column, BigDecimal value);

    /** The same as a whole number at the column's own scale, of no more digits than its precision. */
    void setDecimal(int row, int column, long unscaled);

    /** For text, JSON and UUID columns. */
    void setUtf8(int row, int column, byte[] bytes, int from, int length);

    default void setUtf8(int row, int column, byte[] text) {
        setUtf8(row, column, text, 0, text.length);
    }

    void setBytes(int row, int column, byte[] value);

    /** The end of time, and negated its beginning, as days. */
    int DATE_INFINITY = Integer.MAX_VALUE;

    /** The end of time, and negated its beginning, as microseconds. */
    long TIMESTAMP_INFINITY = Long.MAX_VALUE;

    void setDate(int row, int column, int epochDay);

    /** For timestamps with and without a zone; microseconds of UTC since 1970. */
    void setTimestamp(int row, int column, long epochMicros);

    default void setText(int row, int column, String text) {
        setUtf8(row, column, text.getBytes(StandardCharsets.UTF_8));
    }
}
