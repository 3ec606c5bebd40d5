package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.type.IntervalUnit;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.Simple;

/** Arithmetic of dates and times. Days and longer are counted on the clock of the time's zone. */
final class Times {

    private Times() {}

    static String interval(IntervalUnit unit, String count) {
        return switch (unit) {
            case MICROSECOND -> "to_microseconds(%s)".formatted(whole(count));
            case MILLISECOND -> "to_milliseconds(CAST(%s AS DOUBLE))".formatted(count);
            case SECOND -> "to_seconds(CAST(%s AS DOUBLE))".formatted(count);
            case MINUTE -> "to_minutes(%s)".formatted(whole(count));
            case HOUR -> "to_hours(%s)".formatted(whole(count));
            case DAY -> "to_days(%s)".formatted(small(count));
            case WEEK -> "to_weeks(%s)".formatted(small(count));
            case MONTH -> "to_months(%s)".formatted(small(count));
            case QUARTER -> "to_quarters(%s)".formatted(small(count));
            case YEAR -> "to_years(%s)".formatted(small(count));
        };
    }

    private static String whole(String count) {
        return Sql.isWhole(count) ? count : "CAST(%s AS BIGINT)".formatted(count);
    }

    private static String small(String count) {
        return Sql.isWhole(count) ? count : "CAST(%s AS INTEGER)".formatted(count);
    }

    /** A time moved by a number of days or seconds, or by an interval. */
    static String moved(String time, Type type, String sign, String by, Type distance, Type result) {
        if (distance instanceof Type.Interval(var unit)) {
            return byInterval(time, type, sign, by, unit, result);
        }
        return type.bare() == Simple.DATE
                ? "(%s %s %s)".formatted(time, sign, small(by))
                : "(%s %s to_seconds(CAST(%s AS DOUBLE)))".formatted(time, sign, by);
    }

    private static String byInterval(String time, Type type, String sign, String by, IntervalUnit unit, Type result) {
        if (type.bare() instanceof Type.DateTime moment) {
            return unit.isWithinDay()
                    ? "(%s %s %s)".formatted(time, sign, by)
                    : Conversions.instant("(%s %s %s)".formatted(Conversions.clock(time, type), sign, by), moment);
        }
        return result.bare() instanceof Type.DateTime moment
                ? Conversions.instant("(CAST(%s AS TIMESTAMP) %s %s)".formatted(time, sign, by), moment)
                : "CAST(%s %s %s AS DATE)".formatted(time, sign, by);
    }
}
