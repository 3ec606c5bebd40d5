package dev.hedgerow.hogql.print.duckdb;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.CallOptions.NullTreatment;
import dev.hedgerow.hogql.ast.Span;
import dev.hedgerow.hogql.plan.Ordering;
import dev.hedgerow.hogql.plan.Term;
import dev.hedgerow.hogql.plan.WindowSpec;
import dev.hedgerow.hogql.type.Type;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Writes terms; each result can stand inside any other without parentheses of its own. */
final class TermPrinter {

    /** Terms that share parts multiply when they are written out. */
    static final int MAX_LENGTH = 1 << 23;

    private final RowsPrinter rows;
    private final DuckDbFunctions functions;
    private final Map<String, String> lambdaParameters = new HashMap<>();
    private IdentityHashMap<Term, String> known = new IdentityHashMap<>();

    TermPrinter(RowsPrinter rows, DuckDbFunctions functions) {
        this.rows = rows;
        this.functions = functions;
    }

    String print(Term term) {
        var sql = known.get(term);
        if (sql == null) {
            sql = bare(term);
            if (sql.length() > MAX_LENGTH) {
                throw HogQlException.unsupported("Query is too long once its aliases are written out", Span.NONE);
            }
            known.put(term, sql);
        }
        return sql;
    }

    private String bare(Term term) {
        return switch (term) {
            case Term.Value(var literal, var type) -> Quoting.literal(literal, type);
            case Term.Column(var relation, var label, var _) -> Quoting.name(relation) + "." + Quoting.name(label);
            case Term.LambdaParameter(var name, var _) -> lambdaParameters.getOrDefault(name, name);
            case Term.Apply apply -> apply(apply);
            case Term.Compare(var call, var left, var right) -> functions.comparison(call, print(left), print(right));
            case Term.Convert(var value, var type, var safe) -> functions.cast(print(value), value.type(), type, safe);
            case Term.Property(var json, var path) ->
                "json_extract_string(" + print(json) + ", " + Quoting.jsonPath(path) + ")";
            case Term.Lambda _ -> throw new IllegalStateException("A lambda is no value");
            case Term.InList(var value, var items, var negated) ->
                items.isEmpty()
                        ? String.valueOf(negated)
                        : "(%s %s (%s))".formatted(print(value), negated ? "NOT IN" : "IN", list(items));
            case Term.InRows inRows -> inRows(inRows);
            case Term.Exists(var query) -> "EXISTS (" + rows.print(query) + ")";
            case Term.Scalar(var query) -> "(" + rows.print(query) + ")";
        };
    }

    String list(List<Term> terms) {
        return terms.stream().map(this::print).collect(joining(", "));
    }

    private String apply(Term.Apply apply) {
        var modifiers = apply.modifiers();
        var over = modifiers.over();
        return functions.print(
                apply.call(),
                apply.parameters().stream().map(this::printed).toList(),
                apply.arguments().stream().map(this::printed).toList(),
                new Modifiers(
                        modifiers.distinct(),
                        orderings(modifiers.orderBy()),
                        modifiers.filter() == null ? null : condition(modifiers.filter()),
                        modifiers.nulls() == NullTreatment.IGNORE,
                        over == null ? null : window(over)));
    }

    private Printed printed(Term term) {
        if (!(term instanceof Term.Lambda(var parameters, var body))) {
            return new Printed.Value(print(term));
        }
        return new Printed.Lambda(
                parameters.stream().map(Term.LambdaParameter::name).toList(), names -> {
                    var outer = known;
                    known = new IdentityHashMap<>();
                    for (var i = 0; i < parameters.size(); i++) {
                        lambdaParameters.put(parameters.get(i).name(), names.get(i));
                    }
                    var sql = print(body);
                    known = outer;
                    return sql;
                });
    }

    String condition(Term term) {
        return DuckDbFunctions.condition(print(term), term.type());
    }

    List<String> orderings(List<Ordering> orderings) {
        return orderings.stream()
                .map(ordering -> print(ordering.term()) + direction(ordering.descending(), ordering.nullsFirst()))
                .toList();
    }

    static String direction(boolean descending, boolean nullsFirst) {
        return (descending ? " DESC" : " ASC") + (nullsFirst ? " NULLS FIRST" : " NULLS LAST");
    }

    private String window(WindowSpec window) {
        var partitionBy = window.partitionBy().isEmpty() ? "" : "PARTITION BY " + list(window.partitionBy());
        var orderBy = window.orderBy().isEmpty() ? "" : " ORDER BY " + String.join(", ", orderings(window.orderBy()));
        return "(" + partitionBy + orderBy + (window.frame() == null ? "" : " " + frame(window.frame())) + ")";
    }

    private String frame(WindowSpec.Frame frame) {
        return frame.end() == null
                ? frame.unit() + " " + bound(frame.start())
                : "%s BETWEEN %s AND %s".formatted(frame.unit(), bound(frame.start()), bound(frame.end()));
    }

    private String bound(WindowSpec.Bound bound) {
        return switch (bound) {
            case WindowSpec.Bound.CurrentRow() -> "CURRENT ROW";
            case WindowSpec.Bound.Preceding(var offset) ->
                (offset == null ? "UNBOUNDED" : print(offset)) + " PRECEDING";
            case WindowSpec.Bound.Following(var offset) ->
                (offset == null ? "UNBOUNDED" : print(offset)) + " FOLLOWING";
        };
    }

    /** To ClickHouse a NULL among the rows says nothing about values that are not there. */
    private String inRows(Term.InRows inRows) {
        var value = inRows.value() instanceof Term.Apply tuple && tuple.type().bare() instanceof Type.Tuple
                ? "(" + list(tuple.arguments()) + ")"
                : print(inRows.value());
        var query = rows.print(inRows.rows());
        if (!inRows.negated()) {
            return "(" + value + " IN (" + query + "))";
        }
        var present = inRows.rows().columns().stream()
                .map(column -> Quoting.name(column.label()) + " IS NOT NULL")
                .collect(joining(" AND "));
        return "(%s NOT IN (SELECT * FROM (%s) AS \"present\" WHERE %s))".formatted(value, query, present);
    }
}
