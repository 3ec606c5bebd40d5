package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.type.IntervalUnit;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.Simple;
import dev.hedgerow.hogql.type.Types;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Dates and times. */
final class DateRenderings {

    static final Renderings ALL = all();

    private DateRenderings() {}

    private static Renderings all() {
        var all = new Renderings()
                .add("now", "CAST(now() AT TIME ZONE 'UTC' AS TIMESTAMP)")
                .add("now64", call -> Casts.precise("CAST(now() AT TIME ZONE 'UTC' AS TIMESTAMP)", 6, precision(call)))
                .add("today", DateRenderings::today)
                .add("yesterday", call -> "(%s - 1)".formatted(today(call)))
                .add("timezone", call -> Sql.quoted(call.zone()))
                .add("toTimeZone", call -> call.as(0, call.result()))
                .add("timeZoneOf", call -> Sql.quoted(zone(call.type(0))))
                .add("timeZoneOffset", "CAST(epoch({0 clock}) - epoch({0}) AS INTEGER)")
                .add("toUTCTimestamp", call -> Conversions.instant(call.sql(0), named(call, 1)))
                .add("fromUTCTimestamp", call -> Conversions.clock(call.sql(0), named(call, 1)))
                .add("toYear", part("year(%s)"))
                .add("toQuarter", part("quarter(%s)"))
                .add("toMonth", part("month(%s)"))
                .add("toDayOfMonth", part("day(%s)"))
                .add("toDayOfWeek", DateRenderings::dayOfWeek)
                .add("toDayOfYear", part("dayofyear(%s)"))
                .add("toHour", part("hour(CAST(%s AS TIMESTAMP))"))
                .add("toMinute", part("minute(CAST(%s AS TIMESTAMP))"))
                .add("toSecond", part("second(CAST(%s AS TIMESTAMP))"))
                .add("toMillisecond", part("(millisecond(CAST(%s AS TIMESTAMP)) %% 1000)"))
                .add("toISOYear", part("isoyear(%s)"))
                .add("toISOWeek", part("weekofyear(%s)"))
                .add("toWeek", call -> week(call, false))
                .add("toYearWeek", call -> week(call, true))
                .add("toYYYYMM", part("CAST(strftime(%s, '%%Y%%m') AS INTEGER)"))
                .add("toYYYYMMDD", part("CAST(strftime(%s, '%%Y%%m%%d') AS INTEGER)"))
                .add("toYYYYMMDDhhmmss", part("CAST(strftime(%s, '%%Y%%m%%d%%H%%M%%S') AS BIGINT)"))
                .add("toRelativeYearNum", part("year(%s)"))
                .add("toRelativeQuarterNum", part("date_diff('quarter', DATE '0000-01-01', CAST(%s AS DATE))"))
                .add("toRelativeMonthNum", part("(date_diff('month', DATE '0000-01-01', CAST(%s AS DATE)) + 1)"))
                .add("toRelativeWeekNum", part("((CAST(%s AS DATE) - DATE '1970-01-01' + 3) // 7)"))
                .add("toRelativeDayNum", part("(CAST(%s AS DATE) - DATE '1970-01-01')"))
                .add("toRelativeHourNum", part("CAST(floor(epoch(CAST(%s AS TIMESTAMP)) / 3600) AS BIGINT)"))
                .add("toRelativeMinuteNum", part("CAST(floor(epoch(CAST(%s AS TIMESTAMP)) / 60) AS BIGINT)"))
                .add("toRelativeSecondNum", part("CAST(floor(epoch(CAST(%s AS TIMESTAMP))) AS BIGINT)"))
                .add("toUnixTimestamp", call -> "CAST(floor(epoch(%s)) AS BIGINT)".formatted(instant(call, 0)))
                .add("toUnixTimestamp64Second", call -> "CAST(floor(epoch(%s)) AS BIGINT)".formatted(instant(call, 0)))
                .add("toUnixTimestamp64Milli", call -> "epoch_ms(%s)".formatted(instant(call, 0)))
                .add("toUnixTimestamp64Micro", call -> "epoch_us(%s)".formatted(instant(call, 0)))
                .add("toUnixTimestamp64Nano", call -> "epoch_ns(%s)".formatted(instant(call, 0)))
                .add("toStartOfYear", startOf("year"))
                .add(
                        "toStartOfISOYear",
                        part("CAST(date_trunc('week', make_date(CAST(isoyear(%s) AS INTEGER), 1, 4)) AS DATE)"))
                .add("toStartOfQuarter", startOf("quarter"))
                .add("toStartOfMonth", startOf("month"))
                .add("toStartOfWeek", DateRenderings::startOfWeek)
                .add("toMonday", startOf("week"))
                .add("toStartOfDay", call -> truncated(call, "day"))
                .add("toStartOfHour", call -> truncated(call, "hour"))
                .add("toStartOfMinute", call -> truncated(call, "minute"))
                .add("toStartOfSecond", call -> truncated(call, "second"))
                .add("toStartOfMillisecond", call -> truncated(call, "millisecond"))
                .add("toStartOfFiveMinutes", call -> slot(call, "INTERVAL 5 MINUTE"))
                .add("toStartOfTenMinutes", call -> slot(call, "INTERVAL 10 MINUTE"))
                .add("toStartOfFifteenMinutes", call -> slot(call, "INTERVAL 15 MINUTE"))
                .add("toStartOfInterval", DateRenderings::startOfInterval)
                .add("timeSlot", call -> slot(call, "INTERVAL 30 MINUTE"))
                .add("toLastDayOfMonth", part("last_day(CAST(%s AS DATE))"))
                .add("toLastDayOfWeek", call -> "(%s + 6)".formatted(startOfWeek(call)))
                .add("toDaysSinceYearZero", part("(CAST(%s AS DATE) - DATE '0000-01-01')"))
                .add(
                        "toTime",
                        call -> Conversions.instant(
                                "(DATE '1970-01-02' + CAST(%s AS TIME))".formatted(zoned(call, 1)),
                                time(call.result())))
                .add("dateTrunc", DateRenderings::dateTrunc)
                .add("dateDiff", DateRenderings::dateDiff)
                .add("age", DateRenderings::age)
                .add("dateAdd", call -> moved(call, "+"))
                .add("dateSub", call -> moved(call, "-"))
                .add(
                        "addInterval",
                        call -> Times.moved(call.sql(0), call.type(0), "+", call.sql(1), call.bare(1), call.result()))
                .add(
                        "subtractInterval",
                        call -> Times.moved(call.sql(0), call.type(0), "-", call.sql(1), call.bare(1), call.result()))
                .add(
                        "datePart",
                        call -> "CAST(date_part(%s, CAST(%s AS TIMESTAMP)) AS BIGINT)"
                                .formatted(call.sql(0), call.clock(1)))
                .add("dateName", DateRenderings::dateName)
                .add("monthName", "monthname({0 clock})")
                .add("dayName", "dayname({0 clock})")
                .add(
                        "formatDateTime",
                        call -> format(
                                call, DateFormats.mysql(call.constantText(1).orElseThrow())))
                .add(
                        "formatDateTimeInJodaSyntax",
                        call -> format(
                                call, DateFormats.joda(call.constantText(1).orElseThrow())))
                .add(
                        "makeDate",
                        call -> call.size() == 2
                                ? "(make_date(CAST(%s AS INTEGER), 1, 1) + CAST(%s AS INTEGER) - 1)"
                                        .formatted(call.sql(0), call.sql(1))
                                : "make_date(CAST(%s AS INTEGER), CAST(%s AS INTEGER), CAST(%s AS INTEGER))"
                                        .formatted(call.sql(0), call.sql(1), call.sql(2)))
                .add(
                        "makeDateTime",
                        call -> Conversions.instant(
                                made(call, "CAST(%s AS DOUBLE)".formatted(call.sql(5))), time(call.result())))
                .add(
                        "makeDateTime64",
                        call -> Conversions.instant(
                                made(
                                        call,
                                        call.size() > 6
                                                ? "%s + CAST(%s AS DOUBLE) / pow(10, %d)"
                                                        .formatted(
                                                                call.sql(5),
                                                                call.sql(6),
                                                                time(call.result())
                                                                        .precision())
                                                : "CAST(%s AS DOUBLE)".formatted(call.sql(5))),
                                time(call.result())))
                .add("fromUnixTimestamp", DateRenderings::fromUnixTimestamp)
                .add("fromUnixTimestamp64Second", "make_timestamp(CAST({0} AS BIGINT) * 1000000)")
                .add("fromUnixTimestamp64Milli", "make_timestamp(CAST({0} AS BIGINT) * 1000)")
                .add("fromUnixTimestamp64Micro", "make_timestamp(CAST({0} AS BIGINT))")
                .add("fromUnixTimestamp64Nano", "make_timestamp(CAST({0} AS BIGINT) // 1000)")
                .add("fromDaysSinceYearZero", "(DATE '0000-01-01' + CAST({0} AS INTEGER))")
                .add("YYYYMMDDToDate", "CAST(try_strptime(CAST({0} AS VARCHAR), '%Y%m%d') AS DATE)")
                .add("timeSlots", call -> {
                    var size = call.size() == 3 ? call.sql(2) : "1800";
                    return "list_transform(range(CAST(floor(epoch(%1$s) / %3$s) AS BIGINT), CAST(floor((epoch(%1$s) + %2$s) / %3$s) AS BIGINT) + 1), lambda _s: make_timestamp(_s * %3$s * 1000000))"
                            .formatted(call.sql(0), call.sql(1), size);
                });
        for (var unit : IntervalUnit.values()) {
            all.add("toInterval" + unit.title(), call -> Times.interval(unit, call.sql(0)));
            all.add("add%ss".formatted(unit.title()), call -> moved(call, "+", unit));
            all.add("subtract%ss".formatted(unit.title()), call -> moved(call, "-", unit));
        }
        return all;
    }

    private static String today(Invocation call) {
        return "CAST(now() AT TIME ZONE %s AS DATE)".formatted(Sql.quoted(call.zone()));
    }

    private static int precision(Invocation call) {
        return time(call.result()).precision();
    }

    private static Type.DateTime time(Type type) {
        return type.bare() instanceof Type.DateTime moment ? moment : Types.SECONDS;
    }

    private static String zone(Type type) {
        var zone = time(type).zone();
        return zone == null ? "UTC" : zone;
    }

    private static Type.DateTime named(Invocation call, int index) {
        return Types.SECONDS.at(call.constantText(index).orElse("UTC"));
    }

    /** What the clock shows of the first argument, in the zone that another argument may name. */
    private static String zoned(Invocation call, int zoneArgument) {
        return zoned(call, 0, zoneArgument);
    }

    private static String zoned(Invocation call, int index, int zoneArgument) {
        var type = call.bare(index) instanceof Type.DateTime moment
                        && call.constantText(zoneArgument).isPresent()
                ? moment.at(call.constantText(zoneArgument).get())
                : call.bare(index);
        return Conversions.clock(call.sql(index), type);
    }

    private static String instant(Invocation call, int index) {
        return call.bare(index) == Simple.DATE ? "CAST(%s AS TIMESTAMP)".formatted(call.sql(index)) : call.sql(index);
    }

    private static Rendering part(String template) {
        return call -> template.formatted(zoned(call, 1));
    }

    private static Rendering startOf(String unit) {
        return part("CAST(date_trunc('" + unit + "', %s) AS DATE)");
    }

    private static int mode(Invocation call) {
        return call.constantWhole(1).orElse(0);
    }

    private static String startOfWeek(Invocation call) {
        var date = "CAST(%s AS DATE)".formatted(zoned(call, 2));
        return startsOnMonday(mode(call))
                ? "CAST(date_trunc('week', %s) AS DATE)".formatted(date)
                : "(CAST(date_trunc('week', %s + 1) AS DATE) - 1)".formatted(date);
    }

    private static boolean startsOnMonday(int mode) {
        return mode % 2 == 1;
    }

    private static String dayOfWeek(Invocation call) {
        var clock = zoned(call, 2);
        return switch (mode(call) % 4) {
            case 0 -> "isodow(%s)".formatted(clock);
            case 1 -> "(isodow(%s) - 1)".formatted(clock);
            case 2 -> "dayofweek(%s)".formatted(clock);
            default -> "(dayofweek(%s) + 1)".formatted(clock);
        };
    }

    /** Weeks as MySQL counts them: by their first day, and by whether the first week has that day or four days. */
    private static String week(Invocation call, boolean withYear) {
        var mode = mode(call);
        var monday = startsOnMonday(mode);
        // The day of a week that says which year it belongs to: its first, its fourth, or in modes 8 and 9 its last.
        var decisiveDay = mode >= 8 ? 6 : List.of(0, 2, 5, 7).contains(mode) ? 0 : 3;
        var wholeYear = withYear || mode >= 6 || mode == 2 || mode == 3;
        return Casts.bound("CAST(%s AS DATE)".formatted(zoned(call, 2)), call.names(), date -> {
            var start = monday
                    ? "CAST(date_trunc('week', %s) AS DATE)".formatted(date)
                    : "(CAST(date_trunc('week', %s + 1) AS DATE) - 1)".formatted(date);
            var decisive = decisiveDay == 0 ? start : "(%s + %d)".formatted(start, decisiveDay);
            var number = "((dayofyear(%s) - 1) // 7 + 1)".formatted(decisive);
            if (withYear) {
                return "(year(%s) * 100 + %s)".formatted(decisive, number);
            }
            return wholeYear
                    ? number
                    : "CASE WHEN year(%1$s) < year(%2$s) THEN 0 WHEN year(%1$s) > year(%2$s) THEN %4$s ELSE %3$s END"
                            .formatted(decisive, date, number, "((dayofyear(%s) + 6 - 1) // 7 + 1)".formatted(date));
        });
    }

    /** The start of a unit within a day, or of the day. */
    private static String truncated(Invocation call, String unit) {
        var type = time(call.result());
        if (call.bare(0) == Simple.DATE) {
            return Conversions.instant("CAST(%s AS TIMESTAMP)".formatted(call.sql(0)), type);
        }
        if (unit.equals("day")) {
            return Conversions.instant("date_trunc('day', %s)".formatted(zoned(call, 1)), type);
        }
        if (!unit.equals("hour") || Conversions.isUtc(type)) {
            return "date_trunc('%s', %s)".formatted(unit, call.sql(0));
        }
        return sinceStart(call.sql(0), type, call, clock -> "date_trunc('hour', %s)".formatted(clock));
    }

    /** Goes back by what the clock has run since a start, so that an hour that comes twice stays the one it is. */
    private static String sinceStart(String time, Type.DateTime type, Invocation call, UnaryOperator<String> start) {
        return Casts.bound(time, call.names(), value -> {
            var clock = Conversions.clock(value, type);
            return "(%s - (%s - %s))".formatted(value, clock, start.apply(clock));
        });
    }

    private static String slot(Invocation call, String interval) {
        var type = time(call.result());
        var bucket = "time_bucket(%s, %%s, TIMESTAMP '1970-01-01')".formatted(interval);
        if (call.bare(0) == Simple.DATE) {
            return Conversions.instant(bucket.formatted("CAST(%s AS TIMESTAMP)".formatted(call.sql(0))), type);
        }
        return Conversions.isUtc(type)
                ? bucket.formatted(call.sql(0))
                : sinceStart(call.sql(0), type, call, bucket::formatted);
    }

    private static String startOfInterval(Invocation call) {
        if (!(call.bare(1) instanceof Type.Interval(var unit))) {
            return call.sql(0);
        }
        var origin = unit == IntervalUnit.WEEK ? "1970-01-05" : "1970-01-01";
        var bucket = "time_bucket(%s, %s, TIMESTAMP '%s')"
                .formatted(call.sql(1), "CAST(%s AS TIMESTAMP)".formatted(zoned(call, 2)), origin);
        if (call.result().bare() == Simple.DATE) {
            return "CAST(%s AS DATE)".formatted(bucket);
        }
        return unit.isWithinDay() ? slot(call, call.sql(1)) : Conversions.instant(bucket, time(call.result()));
    }

    private static IntervalUnit unit(Invocation call, int index) {
        return call.constantText(index).flatMap(IntervalUnit::of).orElseThrow();
    }

    private static String dateTrunc(Invocation call) {
        var unit = unit(call, 0);
        var clock = zoned(call, 1, 2);
        var truncated = "date_trunc('%s', %s)".formatted(unit.word(), clock);
        if (call.result().bare() == Simple.DATE) {
            return "CAST(%s AS DATE)".formatted(truncated);
        }
        return Conversions.instant(
                call.bare(1) == Simple.DATE ? "CAST(%s AS TIMESTAMP)".formatted(truncated) : truncated,
                time(call.result()));
    }

    private static String dateDiff(Invocation call) {
        var unit = unit(call, 0);
        var from = zoned(call, 1, 3);
        var to = zoned(call, 2, 3);
        return unit == IntervalUnit.WEEK
                ? "(date_diff('day', CAST(date_trunc('week', %s) AS DATE), CAST(date_trunc('week', %s) AS DATE)) // 7)"
                        .formatted(from, to)
                : "date_diff('%s', CAST(%s AS TIMESTAMP), CAST(%s AS TIMESTAMP))".formatted(unit.word(), from, to);
    }

    private static String age(Invocation call) {
        return "date_sub('%s', CAST(%s AS TIMESTAMP), CAST(%s AS TIMESTAMP))"
                .formatted(unit(call, 0).word(), zoned(call, 1, 3), zoned(call, 2, 3));
    }

    private static String moved(Invocation call, String sign) {
        if (call.size() == 2) {
            var time = call.type(0).isTime() ? 0 : 1;
            return Times.moved(
                    call.sql(time), call.type(time), sign, call.sql(1 - time), call.bare(1 - time), call.result());
        }
        var unit = unit(call, 0);
        return Times.moved(
                call.sql(2),
                call.type(2),
                sign,
                Times.interval(unit, call.sql(1)),
                new Type.Interval(unit),
                call.result());
    }

    private static String moved(Invocation call, String sign, IntervalUnit unit) {
        return call.bare(0) == Simple.DATE && unit == IntervalUnit.DAY
                ? Times.moved(call.sql(0), call.type(0), sign, call.sql(1), Types.INT64, call.result())
                : Times.moved(
                        call.sql(0),
                        call.type(0),
                        sign,
                        Times.interval(unit, call.sql(1)),
                        new Type.Interval(unit),
                        call.result());
    }

    private static String dateName(Invocation call) {
        return switch (call.constantText(0).orElse("").toLowerCase(Locale.ROOT)) {
            case "month", "mm" -> "monthname(%s)".formatted(call.clock(1));
            case "weekday", "dw" -> "dayname(%s)".formatted(call.clock(1));
            default ->
                "CAST(CAST(date_part(%s, CAST(%s AS TIMESTAMP)) AS BIGINT) AS VARCHAR)"
                        .formatted(call.sql(0), call.clock(1));
        };
    }

    private static String format(Invocation call, String format) {
        var clock = "CAST(%s AS TIMESTAMP)".formatted(zoned(call, 2));
        if (!format.contains("%Q")) {
            return "strftime(%s, %s)".formatted(clock, Sql.quoted(format));
        }
        return Casts.bound(
                clock,
                call.names(),
                time -> Stream.of(format.split("%Q", -1))
                        .map(part -> part.isEmpty() ? "''" : "strftime(%s, %s)".formatted(time, Sql.quoted(part)))
                        .collect(Collectors.joining(" || quarter(%s) || ".formatted(time), "(", ")")));
    }

    private static String made(Invocation call, String second) {
        return "make_timestamp(CAST(%s AS BIGINT), CAST(%s AS BIGINT), CAST(%s AS BIGINT), CAST(%s AS BIGINT), CAST(%s AS BIGINT), %s)"
                .formatted(call.sql(0), call.sql(1), call.sql(2), call.sql(3), call.sql(4), second);
    }

    private static String fromUnixTimestamp(Invocation call) {
        var time = "make_timestamp(CAST(CAST(%s AS DOUBLE) * 1000000 AS BIGINT))".formatted(call.sql(0));
        if (call.size() == 1) {
            return time;
        }
        var clock = Conversions.clock(time, named(call, 2));
        return "strftime(%s, %s)"
                .formatted(
                        clock, Sql.quoted(DateFormats.mysql(call.constantText(1).orElseThrow())));
    }
}
