package dev.hedgerow.hogql.print.duckdb;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.hogql.ast.Join.Kind;
import dev.hedgerow.hogql.plan.Input;
import dev.hedgerow.hogql.plan.Joined;
import dev.hedgerow.hogql.plan.Rows;
import dev.hedgerow.hogql.type.Type;
import java.util.Map;

/** Writes what a query reads. */
final class InputPrinter {

    private final RowsPrinter rows;
    private final TermPrinter terms;

    InputPrinter(RowsPrinter rows, TermPrinter terms) {
        this.rows = rows;
        this.terms = terms;
    }

    String print(Rows.From from) {
        return from.joins().stream().map(this::join).collect(joining("", print(from.first()), ""));
    }

    private String print(Input input) {
        var label = Quoting.name(input.label());
        rows.weigh(input);
        return switch (input) {
            case Input.Stored(var location, var _, var sample) ->
                Quoting.path(location) + " AS " + label + (sample == null ? "" : sample(sample));
            case Input.Derived(var query, var _) -> rows.derived(query) + " AS " + label;
            case Input.Common(var table, var _) -> Quoting.name(table) + " AS " + label;
            case Input.Numbers(var offset, var count, var _) ->
                "(SELECT CAST(range AS UBIGINT) AS \"number\" FROM range(CAST(%1$s AS BIGINT), CAST(%1$s + %2$s AS BIGINT))) AS %3$s"
                        .formatted(terms.print(offset), terms.print(count), label);
            case Input.Empty(var columns, var _) -> "(SELECT " + nulls(columns) + " WHERE false) AS " + label;
            case Input.Elements elements -> "(SELECT " + elements(elements) + ") AS " + label;
        };
    }

    private static String sample(double ratio) {
        return " TABLESAMPLE " + ratio * 100 + " PERCENT (bernoulli)";
    }

    private static String nulls(Map<String, Type> columns) {
        return columns.entrySet().stream()
                .map(column -> "CAST(NULL AS %s) AS %s"
                        .formatted(DuckDbTypes.name(column.getValue()), Quoting.name(column.getKey())))
                .collect(joining(", "));
    }

    private String elements(Input.Elements elements) {
        return elements.arrays().stream()
                .map(element -> "unnest(" + terms.print(element.array()) + ") AS " + Quoting.name(element.label()))
                .collect(joining(", "));
    }

    private String join(Joined join) {
        var input = print(join.input());
        if (join.input() instanceof Input.Elements) {
            return join.kind() == Kind.LEFT
                    ? " LEFT JOIN LATERAL " + input + " ON true"
                    : " CROSS JOIN LATERAL " + input;
        }
        var condition = join.condition() == null ? "true" : terms.condition(join.condition());
        return switch (join.strictness()) {
            case SEMI -> " SEMI JOIN " + input + " ON " + condition;
            case ANTI -> " ANTI JOIN " + input + " ON " + condition;
            case ASOF -> (join.kind() == Kind.LEFT ? " ASOF LEFT JOIN " : " ASOF JOIN ") + input + " ON " + condition;
            case ANY ->
                " %s JOIN LATERAL (SELECT * FROM %s WHERE %s LIMIT 1) AS %s ON true"
                        .formatted(
                                join.kind(),
                                input,
                                condition,
                                Quoting.name(join.input().label()));
            case ALL ->
                switch (join.kind()) {
                    case CROSS -> " CROSS JOIN " + input;
                    case POSITIONAL -> " POSITIONAL JOIN " + input;
                    case INNER, LEFT, RIGHT, FULL -> " " + join.kind() + " JOIN " + input + " ON " + condition;
                };
        };
    }
}
