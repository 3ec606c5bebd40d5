package dev.hedgerow.connector;

import java.time.Duration;

/**
 * How far a cursor has been read, and what to read again before it.
 *
 * <p>{@link Bound#FROM} reads the rows <em>at</em> the value too, and those without a value: a row that came late with
 * an equal value is never missed, and merging by key makes reading twice harmless. {@link Bound#AFTER} is for callers
 * that cannot merge and would rather miss such a row than have it twice.
 *
 * @param value as {@link TableReader#highest} gave it
 * @param lookback how far behind the value to begin, for rows that become visible late; for dates, times and object ids
 *     only
 */
public record Watermark(String value, Bound bound, Duration lookback) {

    public static Watermark from(String value) {
        return new Watermark(value, Bound.FROM, Duration.ZERO);
    }

    public static Watermark after(String value) {
        return new Watermark(value, Bound.AFTER, Duration.ZERO);
    }

    public Watermark lookingBack(Duration lookback) {
        return new Watermark(value, bound, lookback);
    }

    /** Whether rows at the value belong to it. */
    public enum Bound {
        FROM,
        AFTER
    }
}
