package dev.hedgerow.hogql.function;

import static dev.hedgerow.hogql.function.Function.Definition.scalar;
import static dev.hedgerow.hogql.type.Type.Simple.DATE;
import static dev.hedgerow.hogql.type.Type.Simple.TEXT;
import static dev.hedgerow.hogql.type.Types.INT64;
import static dev.hedgerow.hogql.type.Types.MICROSECONDS;
import static dev.hedgerow.hogql.type.Types.SECONDS;
import static dev.hedgerow.hogql.type.Types.UINT16;
import static dev.hedgerow.hogql.type.Types.UINT32;
import static dev.hedgerow.hogql.type.Types.UINT64;
import static dev.hedgerow.hogql.type.Types.UINT8;

import dev.hedgerow.hogql.function.Function.Definition;
import dev.hedgerow.hogql.type.Arithmetic;
import dev.hedgerow.hogql.type.Arithmetic.Operation;
import dev.hedgerow.hogql.type.IntervalUnit;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Dates and times: their parts, their beginnings, what lies between them. */
final class DateFunctions {

    static final List<Definition> ALL = all();

    private DateFunctions() {}

    private static List<Definition> all() {
        var all = new ArrayList<>(List.of(
                scalar(
                                "now([timezone: zone])",
                                call -> Results.zoned(call, MICROSECONDS, 0),
                                "The time, to the microsecond.")
                        .alias("current_timestamp", "nowInBlock", "localtimestamp"),
                scalar(
                        "now64([precision: fixed[, timezone: zone]])",
                        call -> Results.zoned(call, precise(call, 0, 3), 1),
                        "The time, to so many digits of a second."),
                scalar("today()", DATE, "The date.").alias("current_date", "curdate"),
                scalar("yesterday()", DATE, "The date before today's."),
                scalar("timezone()", TEXT, "The project's time zone.").alias("serverTimezone"),
                scalar(
                                "toTimeZone(time: time, timezone: zone)",
                                DateFunctions::inZone,
                                "The same time with another zone's clock.")
                        .alias("toTimezone"),
                scalar("timeZoneOf(time: time)", TEXT, "The time zone of a time.")
                        .alias("timezoneOf"),
                scalar("timeZoneOffset(time: time)", Types.INT32, "How many seconds the zone is ahead of UTC.")
                        .alias("timezoneOffset"),
                scalar(
                                "toUTCTimestamp(time: time, timezone: zone)",
                                Results.same(0),
                                "The time at which UTC's clock shows what the zone's shows now.")
                        .alias("to_utc_timestamp"),
                scalar(
                                "fromUTCTimestamp(time: time, timezone: zone)",
                                Results.same(0),
                                "The time at which UTC's clock shows what the zone's will show.")
                        .alias("from_utc_timestamp"),
                part("toYear", UINT16, "The year.").alias("year"),
                part("toQuarter", UINT8, "The quarter, from 1.").alias("quarter"),
                part("toMonth", UINT8, "The month, from 1.").alias("month"),
                part("toDayOfMonth", UINT8, "The day of the month.").alias("day", "dayOfMonth"),
                scalar(
                                "toDayOfWeek(time: time[, mode: fixed[, timezone: zone]])",
                                UINT8,
                                "The day of the week, from 1 for Monday.")
                        .alias("dayOfWeek"),
                part("toDayOfYear", UINT16, "The day of the year.").alias("dayOfYear"),
                part("toHour", UINT8, "The hour.").alias("hour"),
                part("toMinute", UINT8, "The minute.").alias("minute"),
                part("toSecond", UINT8, "The second.").alias("second"),
                part("toMillisecond", UINT16, "The millisecond.").alias("millisecond"),
                part("toISOYear", UINT16, "The year of the ISO week."),
                part("toISOWeek", UINT8, "The ISO week."),
                scalar(
                                "toWeek(time: time[, mode: fixed[, timezone: zone]])",
                                UINT8,
                                "The week of the year; weeks start on Sunday, in mode 1 on Monday.")
                        .alias("week"),
                scalar(
                                "toYearWeek(time: time[, mode: fixed[, timezone: zone]])",
                                UINT32,
                                "The year and its week as one number.")
                        .alias("yearweek"),
                part("toYYYYMM", UINT32, "Year and month as one number."),
                part("toYYYYMMDD", UINT32, "Year, month and day as one number."),
                part("toYYYYMMDDhhmmss", UINT64, "Date and time as one number."),
                part("toRelativeYearNum", UINT16, "The number of the year."),
                part("toRelativeQuarterNum", UINT32, "The number of the quarter since year 0."),
                part("toRelativeMonthNum", UINT32, "The number of the month since year 0."),
                part("toRelativeWeekNum", UINT32, "The number of the week since 1970."),
                part("toRelativeDayNum", UINT32, "The number of the day since 1970."),
                part("toRelativeHourNum", UINT32, "The number of the hour since 1970."),
                part("toRelativeMinuteNum", UINT32, "The number of the minute since 1970."),
                part("toRelativeSecondNum", UINT32, "The number of the second since 1970."),
                part("toUnixTimestamp", UINT32, "Seconds since 1970.").alias("to_unix_timestamp", "unix_timestamp"),
                scalar("toUnixTimestamp64Second(time: time)", INT64, "Seconds since 1970."),
                scalar("toUnixTimestamp64Milli(time: time)", INT64, "Milliseconds since 1970."),
                scalar("toUnixTimestamp64Micro(time: time)", INT64, "Microseconds since 1970."),
                scalar("toUnixTimestamp64Nano(time: time)", INT64, "Nanoseconds since 1970."),
                start("toStartOfYear", DATE, "The first day of the year."),
                start("toStartOfISOYear", DATE, "The first day of the ISO year."),
                start("toStartOfQuarter", DATE, "The first day of the quarter."),
                start("toStartOfMonth", DATE, "The first day of the month."),
                scalar(
                        "toStartOfWeek(time: time[, mode: fixed[, timezone: zone]])",
                        DATE,
                        "The first day of the week: a Sunday, in mode 1 a Monday."),
                start("toMonday", DATE, "The Monday of the week."),
                start("toStartOfDay", SECONDS, "The start of the day."),
                start("toStartOfHour", SECONDS, "The start of the hour."),
                start("toStartOfMinute", SECONDS, "The start of the minute."),
                start("toStartOfSecond", SECONDS, "The start of the second."),
                start("toStartOfMillisecond", new Type.DateTime(3, null), "The start of the millisecond."),
                start("toStartOfFiveMinutes", SECONDS, "The start of the five minutes.")
                        .alias("toStartOfFiveMinute"),
                start("toStartOfTenMinutes", SECONDS, "The start of the ten minutes."),
                start("toStartOfFifteenMinutes", SECONDS, "The start of the quarter of an hour."),
                scalar(
                        "toStartOfInterval(time: time, interval: interval[, timezone: any])",
                        DateFunctions::startOfInterval,
                        "The start of the interval, counted from 1970, weeks from a Monday, months from January."),
                scalar("timeSlot(time: time)", DateFunctions::startOfTime, "The start of the half hour."),
                start("toLastDayOfMonth", DATE, "The last day of the month.").alias("last_day"),
                scalar(
                        "toLastDayOfWeek(time: time[, mode: fixed[, timezone: zone]])",
                        DATE,
                        "The last day of the week: a Saturday, in mode 1 a Sunday."),
                part("toDaysSinceYearZero", UINT32, "The number of the day since year 0."),
                scalar(
                        "toTime(time: time[, timezone: zone])",
                        DateFunctions::startOfTime,
                        "The time of day on 2 January 1970."),
                scalar(
                                "dateTrunc(unit: constant, time: time[, timezone: zone])",
                                DateFunctions::truncated,
                                "The start of the unit.")
                        .alias("date_trunc"),
                scalar(
                                "dateDiff(unit: constant, from: time, to: time[, timezone: zone])",
                                INT64,
                                "How many starts of the unit lie between two times.")
                        .alias("date_diff", "timestampDiff", "timestamp_diff"),
                scalar(
                                "age(unit: constant, from: time, to: time[, timezone: zone])",
                                INT64,
                                "How many full units lie between two times.")
                        .alias("dateAge"),
                scalar(
                                "dateAdd(unit: any, count: any[, time: any])",
                                call -> moved(call, Operation.PLUS),
                                "The time moved on by a number of units or by an interval.")
                        .alias("date_add", "timestampAdd", "timestamp_add"),
                scalar(
                                "dateSub(unit: any, count: any[, time: any])",
                                call -> moved(call, Operation.MINUS),
                                "The time moved back by a number of units or by an interval.")
                        .alias("date_sub", "timestampSub", "timestamp_sub", "dateSubtract"),
                scalar(
                                "addInterval(time: any, interval: interval)",
                                sum(Operation.PLUS),
                                "The time moved on by an interval.")
                        .alias("addDate"),
                scalar(
                                "subtractInterval(time: any, interval: interval)",
                                sum(Operation.MINUS),
                                "The time moved back by an interval.")
                        .alias("subDate"),
                scalar("datePart(part: text, time: time)", INT64, "A part of a time by its name.")
                        .alias("date_part"),
                scalar("dateName(part: text, time: time)", TEXT, "A part of a time by its name, as text."),
                scalar("monthName(time: time)", TEXT, "The English name of the month."),
                scalar("dayName(time: time)", TEXT, "The English name of the day."),
                scalar(
                                "formatDateTime(time: time, format: constant[, timezone: zone])",
                                TEXT,
                                "The time as the format says: %Y year, %m month, %d day, %H hour, %i minute, %S second.")
                        .alias("date_format"),
                scalar(
                        "formatDateTimeInJodaSyntax(time: time, format: constant[, timezone: zone])",
                        TEXT,
                        "The time as a format in Joda's syntax says: yyyy-MM-dd HH:mm:ss."),
                scalar(
                                "makeDate(year: integer, month: integer[, day: integer])",
                                DATE,
                                "The date of those numbers; with two, the day of the year.")
                        .alias("makeDate32"),
                scalar(
                        "makeDateTime(year: integer, month: integer, day: integer, hour: integer, minute: integer, second: number[, timezone: zone])",
                        call -> Results.zoned(call, SECONDS, 6),
                        "The time of those numbers."),
                scalar(
                        "makeDateTime64(year: integer, month: integer, day: integer, hour: integer, minute: integer, second: number[, fraction: integer[, precision: fixed[, timezone: zone]]])",
                        call -> Results.zoned(
                                call, new Type.DateTime(precise(call, 7, 3).precision(), null), 8),
                        "The time of those numbers, with a fraction."),
                scalar(
                                "fromUnixTimestamp(seconds: number[, format: constant[, timezone: zone]])",
                                call -> call.size() == 1 ? SECONDS : TEXT,
                                "The time so many seconds after 1970.")
                        .alias("from_unixtime"),
                scalar(
                        "fromUnixTimestamp64Second(value: integer[, timezone: zone])",
                        call -> Results.zoned(call, SECONDS, 1),
                        "The time so many seconds after 1970."),
                scalar(
                        "fromUnixTimestamp64Milli(value: integer[, timezone: zone])",
                        call -> Results.zoned(call, new Type.DateTime(3, null), 1),
                        "The time so many milliseconds after 1970."),
                scalar(
                        "fromUnixTimestamp64Micro(value: integer[, timezone: zone])",
                        call -> Results.zoned(call, MICROSECONDS, 1),
                        "The time so many microseconds after 1970."),
                scalar(
                                "fromUnixTimestamp64Nano(value: integer[, timezone: zone])",
                                call -> Results.zoned(call, new Type.DateTime(9, null), 1),
                                "The time so many nanoseconds after 1970.")
                        .differs("Kept to the microsecond."),
                scalar("fromDaysSinceYearZero(days: integer)", DATE, "The date so many days after year 0."),
                scalar("YYYYMMDDToDate(number: integer)", DATE, "The date of a number such as 20240115.")
                        .alias("YYYYMMDDToDate32"),
                scalar(
                        "timeSlots(start: time, seconds: integer[, size: integer])",
                        call -> new Type.Array(call.bare(0)),
                        "The starts of all slots that a stretch of time touches.")));
        for (var unit : IntervalUnit.values()) {
            all.add(scalar(
                    "toInterval%s(count: number)".formatted(unit.title()),
                    new Type.Interval(unit),
                    "An interval of so many %ss.".formatted(unit.word())));
            all.add(scalar(
                    "add%ss(time: time, count: number)".formatted(unit.title()),
                    movedBy(unit, Operation.PLUS),
                    "The time so many %ss later.".formatted(unit.word())));
            all.add(scalar(
                    "subtract%ss(time: time, count: number)".formatted(unit.title()),
                    movedBy(unit, Operation.MINUS),
                    "The time so many %ss earlier.".formatted(unit.word())));
        }
        return List.copyOf(all);
    }

    private static Definition part(String name, Type type, String description) {
        return scalar(name + "(time: time[, timezone: zone])", type, description);
    }

    private static Definition start(String name, Type type, String description) {
        return scalar(name + "(time: time[, timezone: zone])", call -> zonedAs(call, type, 1), description);
    }

    private static Type zonedAs(Checked call, Type type, int zoneArgument) {
        if (!(type instanceof Type.DateTime time)) {
            return type;
        }
        var given = call.bare(0) instanceof Type.DateTime(var precision, var zone) ? time.at(zone) : time;
        return Results.zoned(call, given, zoneArgument);
    }

    private static Type startOfTime(Checked call) {
        return zonedAs(call, SECONDS, 1);
    }

    private static Type.DateTime precise(Checked call, int index, int otherwise) {
        return new Type.DateTime(
                call.whole(index)
                        .map(digits -> Math.clamp(digits.longValue(), 0, 9))
                        .orElse(otherwise),
                null);
    }

    private static Type inZone(Checked call) {
        var time = call.bare(0) instanceof Type.DateTime moment ? moment : SECONDS;
        if (call.text(1).isEmpty()) {
            throw InvalidCall.of(1, "Function 'toTimeZone' expects a constant time zone");
        }
        return Results.zoned(call, time, 1);
    }

    private static Type startOfInterval(Checked call) {
        if (!(call.bare(1) instanceof Type.Interval(var unit))) {
            return call.bare(0);
        }
        if (!unit.isWithinDay() && unit != IntervalUnit.DAY) {
            return DATE;
        }
        return zonedAs(
                call,
                Arithmetic.of(Operation.PLUS, call.bare(0), call.bare(1)).orElse(SECONDS) instanceof Type.DateTime time
                        ? time
                        : SECONDS,
                2);
    }

    /** The unit that the call names. */
    static IntervalUnit unit(Checked call, int index) {
        return call.text(index)
                .flatMap(IntervalUnit::of)
                .orElseThrow(() -> InvalidCall.of(
                        index,
                        "Function '%s' expects a unit such as 'day' or 'month' as argument %d"
                                .formatted(call.name(), index + 1)));
    }

    private static Type truncated(Checked call) {
        return switch (unit(call, 0)) {
            case YEAR, QUARTER, MONTH, WEEK -> DATE;
            case DAY, HOUR, MINUTE, SECOND -> zonedOf(call);
            case MILLISECOND ->
                zonedOf(call).precision() > 3
                        ? new Type.DateTime(3, zonedOf(call).zone())
                        : zonedOf(call);
            case MICROSECOND -> new Type.DateTime(6, zonedOf(call).zone());
        };
    }

    private static Type.DateTime zonedOf(Checked call) {
        var zone = call.bare(1) instanceof Type.DateTime(var precision, var name) ? name : null;
        return Results.zoned(call, new Type.DateTime(0, zone), 2);
    }

    private static Type moved(Checked call, Operation operation) {
        if (call.size() == 2) {
            return sum(operation, call, call.bare(0), call.bare(1));
        }
        var unit = unit(call, 0);
        return sum(operation, call, call.bare(2), new Type.Interval(unit));
    }

    private static Result sum(Operation operation) {
        return call -> sum(operation, call, call.bare(0), call.bare(1));
    }

    private static Result movedBy(IntervalUnit unit, Operation operation) {
        return call -> sum(operation, call, call.bare(0), new Type.Interval(unit));
    }

    private static Type sum(Operation operation, Checked call, Type time, Type interval) {
        return Arithmetic.of(operation, time, interval)
                .orElseThrow(() -> InvalidCall.of("Function '%s' cannot move %s by %s"
                        .formatted(
                                call.name(),
                                time.clickHouseName(),
                                interval.clickHouseName().toLowerCase(Locale.ROOT))));
    }
}
