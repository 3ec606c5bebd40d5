package dev.hedgerow.query;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.regex.Pattern;

/** Dates said from now, such as {@code -7d} or {@code -1mStart}. */
final class RelativeDate {

    private static final Pattern RELATIVE =
            Pattern.compile("(?<sign>-?)(?<number>[0-9]{1,5})(?<unit>[hdwmqys])(?<edge>Start|End)?");
    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private RelativeDate() {}

    /** The moment that {@code text} names, on the project's clock; text that is not relative is left as it is. */
    static String resolve(String text, ZoneId zone, Instant now) {
        var matched = RELATIVE.matcher(text);
        if (!matched.matches()) {
            return text;
        }
        var back = Long.parseLong(matched.group("number"));
        var unit = matched.group("unit").charAt(0);
        var moment = shifted(now.atZone(zone), unit, -back);
        return TEXT.format(
                switch (matched.group("edge")) {
                    case "Start" -> start(moment, unit);
                    case "End" -> shifted(start(moment, unit), unit, 1).minusSeconds(1);
                    case null, default -> moment;
                });
    }

    private static ZonedDateTime shifted(ZonedDateTime moment, char unit, long count) {
        return switch (unit) {
            case 'h' -> moment.plusHours(count);
            case 'd' -> moment.plusDays(count);
            case 'w' -> moment.plusWeeks(count);
            case 'm' -> moment.plusMonths(count);
            case 'q' -> moment.plusMonths(3 * count);
            case 'y' -> moment.plusYears(count);
            default -> moment.plusSeconds(count);
        };
    }

    private static ZonedDateTime start(ZonedDateTime moment, char unit) {
        var day = moment.truncatedTo(ChronoUnit.DAYS);
        return switch (unit) {
            case 'h' -> moment.truncatedTo(ChronoUnit.HOURS);
            case 'd' -> day;
            case 'w' -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case 'm' -> day.withDayOfMonth(1);
            case 'q' -> day.withMonth((day.getMonthValue() - 1) / 3 * 3 + 1).withDayOfMonth(1);
            case 'y' -> day.withDayOfYear(1);
            default -> moment.truncatedTo(ChronoUnit.SECONDS);
        };
    }
}
