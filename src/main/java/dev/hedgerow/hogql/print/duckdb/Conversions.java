package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.Simple;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A value of one type in place of another. */
final class Conversions {

    private static final Set<String> UTC = Set.of("UTC", "Etc/UTC", "GMT", "Etc/GMT", "Z", "Zulu", "Etc/Zulu", "UCT");

    private Conversions() {}

    /** The same value where a common type is asked for: never fails, never loses anything. */
    static String convert(String sql, Type from, Type to, Names names) {
        var source = from.bare();
        var target = to.bare();
        if (source.equals(target) || target == Simple.NOTHING || (source.isTruth() && target.isTruth())) {
            return sql;
        }
        if (target == Simple.BOOL || target == Simple.FLAG) {
            return condition(sql, from);
        }
        if (source == Simple.DATE && target instanceof Type.DateTime time) {
            return instant("CAST(%s AS TIMESTAMP)".formatted(sql), time);
        }
        if (source instanceof Type.DateTime && target instanceof Type.DateTime) {
            return sql;
        }
        if (target == Simple.TEXT && source != Simple.NOTHING) {
            return text(sql, from, names);
        }
        return "CAST(%s AS %s)".formatted(sql, DuckDbTypes.name(to));
    }

    static String condition(String sql, Type type) {
        if (type.isTruth()) {
            return sql;
        }
        return type.bare() == Simple.NOTHING ? "CAST(NULL AS BOOLEAN)" : "(" + sql + " <> 0)";
    }

    static String number(String sql, Type type) {
        return type.isTruth() ? "CAST(%s AS UTINYINT)".formatted(sql) : sql;
    }

    /** What a wall clock shows at a point in time. */
    static String clock(String sql, Type type) {
        return type.bare() instanceof Type.DateTime time && !isUtc(time)
                ? "timezone(%s, timezone('UTC', %s))".formatted(Sql.quoted(zone(time)), sql)
                : sql;
    }

    /** The point in time at which a wall clock shows that. */
    static String instant(String clock, Type.DateTime type) {
        return isUtc(type) ? clock : "timezone('UTC', timezone(%s, %s))".formatted(Sql.quoted(zone(type)), clock);
    }

    static boolean isUtc(Type.DateTime type) {
        return UTC.contains(zone(type));
    }

    private static String zone(Type.DateTime type) {
        return type.zone() == null ? "UTC" : type.zone();
    }

    /** As ClickHouse writes it where text is wanted. */
    static String text(String sql, Type type, Names names) {
        return switch (type.bare()) {
            case Simple.TEXT -> sql;
            case Simple.FLAG -> "CAST(CAST(%s AS UTINYINT) AS VARCHAR)".formatted(sql);
            case Simple.NOTHING, Simple.BOOL, Simple.DATE, Simple.UUID, Simple.JSON -> varchar(sql);
            case Type.Int _, Type.Interval _ -> varchar(sql);
            case Type.Real _ ->
                "regexp_replace(regexp_replace(CAST(%s AS VARCHAR), '\\.0$', ''), 'e\\+?(-?)0*', 'e\\1')"
                        .formatted(sql);
            case Type.Decimal(var precision, var scale) ->
                scale == 0 ? varchar(sql) : "regexp_replace(CAST(%s AS VARCHAR), '\\.?0+$', '')".formatted(sql);
            case Type.DateTime time -> dateTime(sql, time);
            case Type.Bytes _ -> "decode(%s)".formatted(sql);
            case Type.Array(var element) -> array(sql, element, names);
            case Type.Tuple tuple -> tuple(sql, tuple, names);
            case Type.Map(var key, var value) -> map(sql, key, value, names);
            case Type.Nullable _, Type.Lambda _ -> throw new IllegalArgumentException(type.clickHouseName());
        };
    }

    private static String varchar(String sql) {
        return "CAST(%s AS VARCHAR)".formatted(sql);
    }

    private static String dateTime(String sql, Type.DateTime time) {
        var clock = clock(sql, time);
        return switch (time.precision()) {
            case 0 -> "strftime(%s, '%%Y-%%m-%%d %%H:%%M:%%S')".formatted(clock);
            case 1, 2, 3 ->
                "regexp_replace(strftime(%s, '%%Y-%%m-%%d %%H:%%M:%%S.%%g'), '\\.000$', '')".formatted(clock);
            default -> "regexp_replace(strftime(%s, '%%Y-%%m-%%d %%H:%%M:%%S.%%f'), '\\.000000$', '')".formatted(clock);
        };
    }

    private static String array(String sql, Type element, Names names) {
        var name = names.next();
        return "('[' || array_to_string(list_transform(%s, lambda %s: %s), ',') || ']')"
                .formatted(sql, name, inside(name, element, names));
    }

    private static String tuple(String sql, Type.Tuple tuple, Names names) {
        var name = names.next();
        var elements = IntStream.range(0, tuple.elements().size())
                .mapToObj(i -> inside(
                        "%s[%d]".formatted(name, i + 1), tuple.elements().get(i).type(), names))
                .collect(Collectors.joining(" || ',' || "));
        return "list_transform([%s], lambda %s: '(' || %s || ')')[1]".formatted(sql, name, elements);
    }

    private static String map(String sql, Type key, Type value, Names names) {
        var name = names.next();
        return "('{' || array_to_string(list_transform(map_entries(%s), lambda %s: %s || ':' || %s), ',') || '}')"
                .formatted(sql, name, inside(name + ".key", key, names), inside(name + ".value", value, names));
    }

    private static String inside(String sql, Type type, Names names) {
        var text = text(sql, type, names);
        var isQuoted = type.isText() || type.isTime() || type.bare() == Simple.UUID;
        var written =
                isQuoted ? "'''' || replace(replace(%s, '\\', '\\\\'), '''', '\\''') || ''''".formatted(text) : text;
        return type.isNullable() || type.bare() == Simple.NOTHING ? "coalesce(%s, 'NULL')".formatted(written) : written;
    }

    /** What ClickHouse gives where there is no value and NULL is not in the type. */
    static String defaultValue(Type type) {
        return switch (type) {
            case Type.Nullable(var inner) -> "CAST(NULL AS %s)".formatted(DuckDbTypes.name(inner));
            case Simple.NOTHING -> "NULL";
            case Simple.BOOL, Simple.FLAG -> "false";
            case Simple.TEXT -> "''";
            case Simple.JSON -> "CAST('' AS VARCHAR)";
            case Simple.DATE -> "DATE '1970-01-01'";
            case Simple.UUID -> "CAST('00000000-0000-0000-0000-000000000000' AS UUID)";
            case Type.Bytes _ -> "CAST('' AS BLOB)";
            case Type.Int _, Type.Real _, Type.Decimal _ -> "CAST(0 AS %s)".formatted(DuckDbTypes.name(type));
            case Type.DateTime _ -> "TIMESTAMP '1970-01-01 00:00:00'";
            case Type.Interval _ -> "INTERVAL 0 SECOND";
            case Type.Array _ -> "CAST([] AS %s)".formatted(DuckDbTypes.name(type));
            case Type.Map _ -> "CAST(MAP {} AS %s)".formatted(DuckDbTypes.name(type));
            case Type.Tuple tuple ->
                tuple.elements().stream()
                        .map(element -> defaultValue(element.type()))
                        .collect(Collectors.joining(", ", "row(", ")"));
            case Type.Lambda _ -> throw new IllegalArgumentException("A lambda is no value");
        };
    }

    static String orDefault(String sql, Type type) {
        return type.isNullable() ? sql : "coalesce(%s, %s)".formatted(sql, defaultValue(type));
    }
}
