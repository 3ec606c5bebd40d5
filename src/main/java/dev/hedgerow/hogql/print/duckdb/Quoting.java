package dev.hedgerow.hogql.print.duckdb;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.plan.Term;
import dev.hedgerow.hogql.type.Type;
import java.util.List;
import java.util.stream.Stream;

/** Names and literals, none of which can end before its quote. */
final class Quoting {

    private Quoting() {}

    static String name(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    static String path(List<String> names) {
        return names.stream().map(Quoting::name).collect(joining("."));
    }

    static String literal(Literal literal, Type type) {
        return switch (literal) {
            case Literal.Text(var value) -> text(value);
            case Literal.Whole(var value) -> {
                var sql = type.bare() instanceof Type.Real ? "CAST(" + value + " AS DOUBLE)" : value.toString();
                yield value.signum() < 0 ? "(" + sql + ")" : sql;
            }
            case Literal.Real(var value) -> real(value);
            case Literal.Truth(var value) -> value ? "true" : "false";
            case Literal.Null() -> "NULL";
        };
    }

    /** Doubling quotes is all there is to it: the literal knows no escapes, and no NUL. */
    static String text(String value) {
        if (value.indexOf('\0') < 0) {
            return "'" + value.replace("'", "''") + "'";
        }
        return Stream.of(value.split("\0", -1)).map(Quoting::text).collect(joining(" || chr(0) || ", "(", ")"));
    }

    // Without an exponent DuckDB would take it for a decimal.
    private static String real(double value) {
        if (!Double.isFinite(value)) {
            return "CAST('" + (Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf") + "' AS DOUBLE)";
        }
        var text = Double.toString(value).replace('E', 'e');
        var sql = text.contains("e") ? text : text + "e0";
        return value < 0 ? "(" + sql + ")" : sql;
    }

    static String jsonPath(List<Term.Property.Step> path) {
        return text(path.stream()
                .map(step -> switch (step) {
                    // DuckDB takes a bare key that starts with $ or / for a path.
                    case Term.Property.Step.Key(var name) ->
                        ".\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
                    case Term.Property.Step.Position(var number) ->
                        number > 0 ? "[" + (number - 1) + "]" : "[#" + number + "]";
                })
                .collect(joining("", "$", "")));
    }
}
