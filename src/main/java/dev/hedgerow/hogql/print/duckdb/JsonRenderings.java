package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.Simple;
import dev.hedgerow.hogql.type.Types;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** JSON. Text that is none has nothing in it; DuckDB would raise an error. */
final class JsonRenderings {

    static final Renderings ALL = new Renderings()
            .add("JSONExtractString", call -> string(found(call, call.size())))
            .add("JSONExtractInt", call -> number(found(call, call.size()), Types.INT64))
            .add("JSONExtractUInt", call -> number(found(call, call.size()), Types.UINT64))
            .add("JSONExtractFloat", call -> number(found(call, call.size()), Types.FLOAT64))
            .add("JSONExtractBool", call -> truth(found(call, call.size())))
            .add("JSONExtractRaw", call -> "coalesce(CAST(%s AS VARCHAR), '')".formatted(found(call, call.size())))
            .add("JSONExtractArrayRaw", call -> rawElements(found(call, call.size())))
            .add(
                    "JSONExtractKeys",
                    call -> "coalesce(json_keys(%s), CAST([] AS VARCHAR[]))".formatted(found(call, call.size())))
            .add(
                    "JSONExtractKeysAndValuesRaw",
                    call -> entries(
                            call,
                            call.size(),
                            "CAST(json_extract(%1$s, '$.\"' || replace(_k, '\"', '\\\"') || '\"') AS VARCHAR)"))
            .add("JSONExtractKeysAndValues", call -> entries(call, call.size() - 1, null))
            .add("JSONExtract", JsonRenderings::extract)
            .add("JSONHas", call -> "(%s IS NOT NULL)".formatted(found(call, call.size())))
            .add("JSONLength", JsonRenderings::length)
            .add("JSONType", JsonRenderings::type)
            .add(
                    "JSONArrayLength",
                    call -> Casts.bound(
                            found(call, 1),
                            call.names(),
                            json -> "CASE WHEN json_type(%1$s) = 'ARRAY' THEN json_array_length(%1$s) END"
                                    .formatted(json)))
            .add(
                    "JSON_VALUE",
                    call -> Casts.bound(
                            atPath(call),
                            call.names(),
                            json ->
                                    "coalesce(CASE WHEN json_type(%1$s) NOT IN ('OBJECT', 'ARRAY', 'NULL') THEN json_extract_string(%1$s, '$') END, '')"
                                            .formatted(json)))
            .add(
                    "JSON_QUERY",
                    call -> Casts.bound(
                            atPath(call),
                            call.names(),
                            json ->
                                    "coalesce(CASE WHEN json_type(%1$s) IN ('OBJECT', 'ARRAY') THEN '[' || CAST(%1$s AS VARCHAR) || ']' END, '')"
                                            .formatted(json)))
            .add("JSON_EXISTS", call -> "(%s IS NOT NULL)".formatted(atPath(call)))
            .add("isValidJSON", "json_valid({0 text})")
            .add("toJSONString", JsonRenderings::toJson)
            .add(
                    "jsonMergePatch",
                    call -> "CAST(json_merge_patch(%s) AS VARCHAR)"
                            .formatted(IntStream.range(0, call.size())
                                    .mapToObj(call::text)
                                    .collect(Collectors.joining(", "))))
            .add("simpleJSONHas", call -> "(%s IS NOT NULL)".formatted(found(call, 2)))
            .add("simpleJSONExtractString", call -> string(found(call, 2)))
            .add("simpleJSONExtractRaw", call -> "coalesce(CAST(%s AS VARCHAR), '')".formatted(found(call, 2)))
            .add("simpleJSONExtractInt", call -> number(found(call, 2), Types.INT64))
            .add("simpleJSONExtractUInt", call -> number(found(call, 2), Types.UINT64))
            .add("simpleJSONExtractFloat", call -> number(found(call, 2), Types.FLOAT64))
            .add("simpleJSONExtractBool", call -> truth(found(call, 2)))
            .strict(
                    "JSONExtractString",
                    "JSONExtractInt",
                    "JSONExtractUInt",
                    "JSONExtractFloat",
                    "JSONExtractBool",
                    "JSONExtractRaw",
                    "JSONHas",
                    "JSONLength",
                    "JSONType",
                    "JSON_VALUE",
                    "JSON_QUERY",
                    "JSON_EXISTS",
                    "jsonMergePatch",
                    "simpleJSONHas",
                    "simpleJSONExtractString",
                    "simpleJSONExtractRaw",
                    "simpleJSONExtractInt",
                    "simpleJSONExtractUInt",
                    "simpleJSONExtractFloat",
                    "simpleJSONExtractBool");

    private JsonRenderings() {}

    /** The JSON under the path that the arguments from the second to before {@code end} name, or NULL. */
    private static String found(Invocation call, int end) {
        var json = call.bare(0) == Simple.JSON ? call.sql(0) : "try(CAST(%s AS JSON))".formatted(call.text(0));
        if (end == 1) {
            return json;
        }
        var steps = IntStream.range(1, end).mapToObj(i -> step(call, i)).toList();
        var isConstant = steps.stream().allMatch(step -> step.startsWith("'") && !step.contains(" || "));
        var path = isConstant
                ? Sql.quoted("$"
                        + IntStream.range(1, end)
                                .mapToObj(i -> constantStep(call, i))
                                .collect(Collectors.joining()))
                : "'$' || " + String.join(" || ", steps);
        return "json_extract(%s, %s)".formatted(json, path);
    }

    private static String constantStep(Invocation call, int index) {
        return call.constantText(index)
                .map(JsonRenderings::key)
                .orElseGet(() -> position(call.constantWhole(index).orElseThrow()));
    }

    private static String key(String name) {
        return ".\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String position(int number) {
        return number < 0 ? "[#%d]".formatted(number) : "[%d]".formatted(number - 1);
    }

    private static String step(Invocation call, int index) {
        if (call.constantText(index).isPresent() || call.constantWhole(index).isPresent()) {
            return Sql.quoted(constantStep(call, index));
        }
        return call.type(index).isText()
                ? "'.\"' || replace(%s, '\"', '\\\"') || '\"'".formatted(call.text(index))
                : Casts.bound(
                        call.sql(index),
                        call.names(),
                        number -> "CASE WHEN %1$s < 0 THEN '[#' || %1$s || ']' ELSE '[' || (%1$s - 1) || ']' END"
                                .formatted(number));
    }

    /** What is no string comes as its JSON. */
    private static String string(String json) {
        return "coalesce(json_extract_string(%s, '$'), '')".formatted(json);
    }

    private static String number(String json, Type type) {
        var text = "json_extract_string(%s, '$')".formatted(json);
        var value = type instanceof Type.Int ? "trunc(TRY_CAST(%s AS DECIMAL(38,6)))".formatted(text) : text;
        return "coalesce(TRY_CAST(%s AS %s), 0)".formatted(value, DuckDbTypes.name(type));
    }

    private static String truth(String json) {
        return "coalesce(CAST(%s AS VARCHAR) IN ('true', '1'), false)".formatted(json);
    }

    private static String rawElements(String json) {
        return "CAST(coalesce(json_extract(%s, '$[*]'), []) AS VARCHAR[])".formatted(json);
    }

    private static String entries(Invocation call, int end, @Nullable String raw) {
        return Casts.bound(found(call, end), call.names(), json -> {
            var value = raw == null
                    ? value(
                            "json_extract(%s, '$.\"' || replace(_k, '\"', '\\\"') || '\"')".formatted(json),
                            valueType(call),
                            call)
                    : raw.formatted(json);
            return "list_transform(coalesce(json_keys(%s), CAST([] AS VARCHAR[])), lambda _k: row(_k, %s))"
                    .formatted(json, value);
        });
    }

    private static Type valueType(Invocation call) {
        return call.result().bare() instanceof Type.Array(var entry) && entry instanceof Type.Tuple(var elements)
                ? elements.getLast().type()
                : Simple.TEXT;
    }

    private static String extract(Invocation call) {
        return value(found(call, call.size() - 1), call.result(), call);
    }

    /** The value of some JSON in a type; its default where there is none. */
    private static String value(String json, Type type, Invocation call) {
        var bare = type.bare();
        var text = "json_extract_string(%s, '$')".formatted(json);
        var sql = switch (bare) {
            case Simple.TEXT -> type.isNullable() ? "json_extract_string(%s, '$')".formatted(json) : string(json);
            case Simple.JSON -> json;
            case Type.Int whole ->
                type.isNullable() ? "TRY_CAST(%s AS %s)".formatted(text, DuckDbTypes.name(whole)) : number(json, whole);
            case Type.Array(var element) when element.bare() == Simple.JSON -> rawElements(json);
            case Type.Array array -> "TRY_CAST(%s AS %s)".formatted(json, DuckDbTypes.name(array));
            case Type.Tuple _, Type.Map _ -> "TRY_CAST(%s AS %s)".formatted(json, DuckDbTypes.name(bare));
            default -> Casts.safe(text, Simple.TEXT.nullable(), bare, call.names());
        };
        return Conversions.orDefault(sql, type);
    }

    private static String length(Invocation call) {
        return Casts.bound(
                found(call, call.size()),
                call.names(),
                json ->
                        "CASE json_type(%1$s) WHEN 'ARRAY' THEN json_array_length(%1$s) WHEN 'OBJECT' THEN len(json_keys(%1$s)) ELSE 0 END"
                                .formatted(json));
    }

    private static String type(Invocation call) {
        return "CASE json_type(%s) WHEN 'OBJECT' THEN 'Object' WHEN 'ARRAY' THEN 'Array' WHEN 'VARCHAR' THEN 'String' WHEN 'BOOLEAN' THEN 'Bool' WHEN 'DOUBLE' THEN 'Double' WHEN 'UBIGINT' THEN 'Int64' WHEN 'BIGINT' THEN 'Int64' WHEN 'HUGEINT' THEN 'Double' ELSE 'Null' END"
                .formatted(found(call, call.size()));
    }

    private static String atPath(Invocation call) {
        return "json_extract(try(CAST(%s AS JSON)), %s)".formatted(call.text(0), call.text(1));
    }

    private static String toJson(Invocation call) {
        return switch (call.bare(0)) {
            case Simple.JSON -> "CAST(%s AS VARCHAR)".formatted(call.sql(0));
            case Type.Tuple(var elements) ->
                Casts.bound(
                        call.sql(0),
                        call.names(),
                        tuple -> "CAST(to_json([%s]) AS VARCHAR)"
                                .formatted(IntStream.rangeClosed(1, elements.size())
                                        .mapToObj(i -> "to_json(%s[%d])".formatted(tuple, i))
                                        .collect(Collectors.joining(", "))));
            case Type.DateTime _ -> "CAST(to_json(%s) AS VARCHAR)".formatted(call.text(0));
            case Type.Real _ -> call.text(0);
            default -> "CAST(to_json(%s) AS VARCHAR)".formatted(call.sql(0));
        };
    }
}
