package dev.hedgerow.hogql.type;

import java.util.Locale;
import java.util.Optional;

/** What an interval counts, from the finest to the coarsest. */
public enum IntervalUnit {
    MICROSECOND,
    MILLISECOND,
    SECOND,
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR;

    /** {@code day}, as functions take it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code Day}, as it stands in {@code toIntervalDay} and {@code IntervalDay}. */
    public String title() {
        return name().charAt(0) + word().substring(1);
    }

    /** Whether it divides a day, so that adding it to a date gives a time. */
    public boolean isWithinDay() {
        return compareTo(DAY) < 0;
    }

    /** The unit of a word such as {@code day}, {@code Days}, {@code dd} or {@code mm}. */
    public static Optional<IntervalUnit> of(String word) {
        var lower = word.toLowerCase(Locale.ROOT).strip();
        for (var unit : values()) {
            if (lower.equals(unit.word()) || lower.equals(unit.word() + "s")) {
                return Optional.of(unit);
            }
        }
        return switch (lower) {
            case "us", "u" -> Optional.of(MICROSECOND);
            case "ms" -> Optional.of(MILLISECOND);
            case "ss", "s" -> Optional.of(SECOND);
            case "mi", "n" -> Optional.of(MINUTE);
            case "hh", "h" -> Optional.of(HOUR);
            case "dd", "d" -> Optional.of(DAY);
            case "wk", "ww" -> Optional.of(WEEK);
            case "mm", "m" -> Optional.of(MONTH);
            case "qq", "q" -> Optional.of(QUARTER);
            case "yy", "yyyy" -> Optional.of(YEAR);
            default -> Optional.empty();
        };
    }
}
