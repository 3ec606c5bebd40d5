package dev.hedgerow.hogql.function;

import static dev.hedgerow.hogql.function.Function.Definition.scalar;
import static dev.hedgerow.hogql.function.Results.TEXTS;
import static dev.hedgerow.hogql.type.Type.Simple.FLAG;
import static dev.hedgerow.hogql.type.Type.Simple.TEXT;
import static dev.hedgerow.hogql.type.Types.FLOAT64;
import static dev.hedgerow.hogql.type.Types.INT64;
import static dev.hedgerow.hogql.type.Types.UINT64;

import dev.hedgerow.hogql.function.Function.Definition;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.TypeNames;
import java.util.List;

/** JSON in text. A path is a list of keys and of positions, counted from 1 or from the end. */
final class JsonFunctions {

    static final List<Definition> ALL = List.of(
            path("JSONExtractString", TEXT, "The string there; empty where there is none."),
            path("JSONExtractInt", INT64, "The whole number there; 0 where there is none."),
            path("JSONExtractUInt", UINT64, "The whole number there; 0 where there is none."),
            path("JSONExtractFloat", FLOAT64, "The number there; 0 where there is none."),
            path("JSONExtractBool", FLAG, "The truth there; false where there is none."),
            path("JSONExtractRaw", TEXT, "The JSON there; empty where there is none."),
            path("JSONExtractArrayRaw", TEXTS, "The elements there, each as JSON."),
            path("JSONExtractKeys", TEXTS, "The keys there."),
            path(
                    "JSONExtractKeysAndValuesRaw",
                    new Type.Array(Type.Tuple.of(TEXT, TEXT)),
                    "The keys there with their values as JSON."),
            scalar(
                    "JSONExtractKeysAndValues(json: text, path: any...)",
                    call -> new Type.Array(Type.Tuple.of(TEXT, last(call))),
                    "The keys there with their values in the type that the last argument names."),
            scalar(
                    "JSONExtract(json: text, path: any...)",
                    JsonFunctions::last,
                    "The value there in the type that the last argument names; its default where there is none."),
            path("JSONHas", FLAG, "Whether there is something, be it null."),
            path("JSONLength", UINT64, "How many elements or keys there are."),
            path("JSONType", TEXT, "Object, Array, String, Int64, UInt64, Double, Bool or Null."),
            scalar(
                            "JSONArrayLength(json: text)",
                            UINT64.nullable(),
                            "How many elements an array has; NULL for what is none.")
                    .alias("JSON_ARRAY_LENGTH"),
            scalar(
                    "JSON_VALUE(json: text, path: text)",
                    TEXT,
                    "The scalar at a path such as $.a[0].b; empty where there is none."),
            scalar(
                    "JSON_QUERY(json: text, path: text)",
                    TEXT,
                    "The array or object at a path, in an array; empty where there is none."),
            scalar("JSON_EXISTS(json: text, path: text)", FLAG, "Whether there is something at a path."),
            scalar("isValidJSON(text: text)", FLAG, "Whether the text is JSON."),
            scalar("toJSONString(value: any)", TEXT, "The value as JSON."),
            scalar("jsonMergePatch(json: text, patch: text...)", TEXT, "The objects merged, the later ones winning.")
                    .alias("JSONMergePatch"),
            scalar("simpleJSONHas(json: text, key: text)", FLAG, "Whether there is such a key.")
                    .alias("visitParamHas"),
            scalar("simpleJSONExtractString(json: text, key: text)", TEXT, "The string under a key.")
                    .alias("visitParamExtractString"),
            scalar("simpleJSONExtractRaw(json: text, key: text)", TEXT, "The JSON under a key.")
                    .alias("visitParamExtractRaw"),
            scalar("simpleJSONExtractInt(json: text, key: text)", INT64, "The whole number under a key.")
                    .alias("visitParamExtractInt"),
            scalar("simpleJSONExtractUInt(json: text, key: text)", UINT64, "The whole number under a key.")
                    .alias("visitParamExtractUInt"),
            scalar("simpleJSONExtractFloat(json: text, key: text)", FLOAT64, "The number under a key.")
                    .alias("visitParamExtractFloat"),
            scalar("simpleJSONExtractBool(json: text, key: text)", FLAG, "The truth under a key.")
                    .alias("visitParamExtractBool"));

    private JsonFunctions() {}

    private static Definition path(String name, Type type, String description) {
        return scalar(name + "(json: text[, path: any...])", type, description);
    }

    private static Type last(Checked call) {
        var last = call.size() - 1;
        return call.text(last)
                .flatMap(TypeNames::parse)
                .orElseThrow(() -> InvalidCall.of(
                        last, "Function '%s' expects the name of a type as its last argument".formatted(call.name())));
    }
}
