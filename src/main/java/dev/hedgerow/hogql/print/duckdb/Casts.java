package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.Simple;
import java.util.function.UnaryOperator;

/**
 * Casts with HogQL's meaning: what has no value in the type becomes NULL, and nothing is rounded into a whole number.
 */
final class Casts {

    /** A time of day followed by an offset, which DuckDB heeds only in a TIMESTAMPTZ. */
    private static final String WITH_OFFSET = "':\\d.*([Zz]|UTC|GMT|[+-]\\d\\d(:?\\d\\d)?)$'";

    private static final String OTHER_FORMS =
            "['%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M', '%d/%m/%Y', '%d-%m-%Y %H:%M:%S', '%d-%m-%Y', '%d.%m.%Y %H:%M:%S', '%d.%m.%Y', "
                    + "'%b %d, %Y %I:%M:%S %p', '%b %d, %Y %I:%M %p', '%b %d, %Y %H:%M:%S', '%b %d, %Y %H:%M', '%b %d, %Y', '%B %d, %Y', "
                    + "'%b %d %Y %H:%M:%S', '%b %d %Y %H:%M', '%b %d %Y', '%d %b %Y %H:%M:%S', '%d %b %Y %H:%M', '%d %b %Y', '%d %B %Y', "
                    + "'%a, %d %b %Y %H:%M:%S', '%Y%m%d%H%M%S', '%Y%m%dT%H%M%S', '%Y%m%d', '%Y/%m/%d %H:%M:%S', '%Y-%m']";

    private static final String AMERICAN_FORMS =
            "['%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y %I:%M %p', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %H:%M', '%m/%d/%Y', '%m-%d-%Y %H:%M:%S', '%m-%d-%Y']";

    private Casts() {}

    static String cast(String sql, Type from, Type to, boolean safe, Names names) {
        if (safe || !from.isText()) {
            return safe(sql, from, to, names);
        }
        return bound(
                sql,
                names,
                value -> "coalesce(%s, CASE WHEN %s IS NOT NULL THEN error('Cannot read ''' || %s || ''' as %s') END)"
                        .formatted(
                                safe(value, from, to, names),
                                value,
                                value,
                                to.bare().clickHouseName().replace("'", "''")));
    }

    static String safe(String sql, Type from, Type to, Names names) {
        var source = from.bare();
        var target = to.bare();
        if (source.equals(target)) {
            return sql;
        }
        if (source == Simple.NOTHING) {
            return "CAST(NULL AS %s)".formatted(DuckDbTypes.name(target));
        }
        return switch (target) {
            case Simple.TEXT -> Conversions.text(sql, from, names);
            case Simple.BOOL, Simple.FLAG -> from.isNumber() ? Conversions.condition(sql, from) : attempt(sql, target);
            case Simple.DATE -> date(sql, from, names);
            case Type.DateTime time -> time(sql, from, time, names);
            case Type.Int _ -> whole(sql, from, target, names);
            case Type.Real _ -> attempt(seconds(sql, from), target);
            case Type.Decimal decimal -> decimal(sql, from, decimal);
            case Simple.JSON -> from.isText() ? "CAST(%s AS JSON)".formatted(sql) : "to_json(%s)".formatted(sql);
            default ->
                from.isText() && target instanceof Type.Array
                        ? "TRY_CAST(replace(%s, '''', '\"') AS %s)".formatted(sql, DuckDbTypes.name(target))
                        : attempt(sql, target);
        };
    }

    private static String attempt(String sql, Type type) {
        return "TRY_CAST(%s AS %s)".formatted(sql, DuckDbTypes.name(type));
    }

    private static String whole(String sql, Type from, Type to, Names names) {
        return switch (from.bare()) {
            case Type.Real _ ->
                bound(
                        sql,
                        names,
                        value -> "CASE WHEN %s = trunc(%s) THEN %s END".formatted(value, value, attempt(value, to)));
            case Type.Decimal _ -> attempt("trunc(" + sql + ")", to);
            case Simple.TEXT, Simple.JSON -> attempt("regexp_extract(%s, '^[+-]?\\d+$')".formatted(sql), to);
            default -> attempt(seconds(sql, from), to);
        };
    }

    /** A time as the number that it is to a cast. */
    private static String seconds(String sql, Type from) {
        return switch (from.bare()) {
            case Simple.DATE -> "(%s - DATE '1970-01-01')".formatted(sql);
            case Type.DateTime _ -> "CAST(floor(epoch(%s)) AS BIGINT)".formatted(sql);
            default -> sql;
        };
    }

    private static String decimal(String sql, Type from, Type.Decimal to) {
        return switch (from.bare()) {
            case Simple.TEXT, Simple.JSON ->
                attempt(
                        "trunc(TRY_CAST(%s AS DECIMAL(38,%d)), %d)"
                                .formatted(sql, Math.min(38, to.scale() + 10), to.scale()),
                        to);
            case Type.Real _, Type.Decimal _ -> attempt("trunc(%s, %d)".formatted(sql, to.scale()), to);
            default -> attempt(seconds(sql, from), to);
        };
    }

    private static String date(String sql, Type from, Names names) {
        if (from.bare() instanceof Type.DateTime) {
            return "CAST(%s AS DATE)".formatted(Conversions.clock(sql, from));
        }
        if (from.isNumber()) {
            return bound(
                    sql,
                    names,
                    value ->
                            "CASE WHEN %1$s < 65536 THEN DATE '1970-01-01' + CAST(%1$s AS INTEGER) ELSE CAST(to_timestamp(%1$s) AT TIME ZONE 'UTC' AS DATE) END"
                                    .formatted(value));
        }
        return bound(
                sql,
                names,
                value -> "coalesce(TRY_CAST(%1$s AS DATE), CAST(try_strptime(%1$s, %2$s) AS DATE))"
                        .formatted(value, OTHER_FORMS));
    }

    private static String time(String sql, Type from, Type.DateTime to, Names names) {
        return switch (from.bare()) {
            case Type.DateTime(var precision, var zone) -> precise(sql, precision, to.precision());
            case Simple.DATE -> Conversions.convert(sql, from, to, names);
            case Simple.TEXT, Simple.JSON -> precise(bestEffort(sql, to, false, names), 6, to.precision());
            default ->
                precise(
                        "make_timestamp(CAST(%s * 1000000 AS BIGINT))"
                                .formatted(
                                        from.bare() instanceof Type.Int
                                                ? "CAST(" + sql + " AS BIGINT)"
                                                : "CAST(" + sql + " AS DOUBLE)"),
                        6,
                        to.precision());
        };
    }

    static String precise(String sql, int from, int to) {
        if (from <= to || to >= 6) {
            return sql;
        }
        return to == 0 ? "date_trunc('second', %s)".formatted(sql) : "date_trunc('millisecond', %s)".formatted(sql);
    }

    /** A time in whatever usual form; one without an offset is read on the clock of the type's zone. */
    static String bestEffort(String sql, Type.DateTime type, boolean american, Names names) {
        var forms = american ? AMERICAN_FORMS : OTHER_FORMS;
        return bound(
                sql,
                names,
                value ->
                        "CASE WHEN regexp_matches(%1$s, %2$s) THEN timezone('UTC', TRY_CAST(replace(replace(%1$s, ' UTC', 'Z'), ' GMT', 'Z') AS TIMESTAMPTZ)) "
                                        .formatted(value, WITH_OFFSET)
                                + "WHEN regexp_full_match(%1$s, '-?\\d{9,10}(\\.\\d+)?') THEN make_timestamp(CAST(CAST(%1$s AS DOUBLE) * 1000000 AS BIGINT)) WHEN regexp_full_match(%1$s, '\\d{13}') THEN make_timestamp(CAST(%1$s AS BIGINT) * 1000) "
                                        .formatted(value)
                                + "ELSE %s END"
                                        .formatted(Conversions.instant(
                                                "coalesce(TRY_CAST(%1$s AS TIMESTAMP), try_strptime(%1$s, %2$s))"
                                                        .formatted(value, forms),
                                                type)));
    }

    /** Binds a value once, where it is more than a name, and reads it as often as wanted. */
    static String bound(String sql, Names names, UnaryOperator<String> body) {
        if (Sql.isSimple(sql)) {
            return body.apply(sql);
        }
        var name = names.next();
        return "list_transform([%s], lambda %s: %s)[1]".formatted(sql, name, body.apply(name));
    }
}
