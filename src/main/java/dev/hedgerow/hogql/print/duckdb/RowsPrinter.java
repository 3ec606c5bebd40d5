package dev.hedgerow.hogql.print.duckdb;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.Span;
import dev.hedgerow.hogql.plan.Input;
import dev.hedgerow.hogql.plan.Rows;
import dev.hedgerow.hogql.plan.Rows.Grouping;
import dev.hedgerow.hogql.plan.Term;
import dev.hedgerow.hogql.type.Type;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes whole queries. */
final class RowsPrinter {

    private static final String MATERIALIZED = "MATERIALIZED ";

    private final DuckDbFunctions functions = new DuckDbFunctions();
    private final TermPrinter terms = new TermPrinter(this, functions);
    private final InputPrinter inputs = new InputPrinter(this, terms);
    private final IdentityHashMap<Rows, String> known = new IdentityHashMap<>();
    private final SharedViews shared;
    private final Weights weights = new Weights();

    RowsPrinter(SharedViews shared) {
        this.shared = shared;
    }

    /** The query with the views that it reads more than once in front of it. */
    String whole(Rows rows) {
        return shared.before(outermost(rows));
    }

    /** Rows to read from: written out in their place, or by their name when they stand in front. */
    String derived(Rows rows) {
        var sql = print(rows);
        return shared.name(rows, sql).orElseGet(() -> "(" + sql + ")");
    }

    /** A query whose columns have the types that readers are told. */
    String outermost(Rows rows) {
        return switch (rows) {
            case Rows.Selection selection -> select(selection, true);
            case Rows.With with -> with(with, this::outermost);
            case Rows.Combination _, Rows.Constants _ -> {
                var columns = rows.columns().stream()
                        .map(column -> output(Quoting.name(column.label()), column.type()) + " AS "
                                + Quoting.name(column.label()))
                        .collect(joining(", "));
                yield "SELECT " + columns + " FROM (" + print(rows) + ") AS \"query\"";
            }
        };
    }

    String print(Rows rows) {
        var sql = known.get(rows);
        if (sql != null) {
            weights.addAgain(rows);
        } else {
            sql = weights.weighing(rows, () -> bare(rows));
            if (sql.length() > TermPrinter.MAX_LENGTH) {
                throw HogQlException.unsupported("Query is too long once its views are written out", Span.NONE);
            }
            known.put(rows, sql);
        }
        return sql;
    }

    private String bare(Rows rows) {
        return switch (rows) {
            case Rows.Selection selection -> select(selection, false);
            case Rows.Combination combination -> combination(combination);
            case Rows.Constants constants -> constants(constants);
            case Rows.With with -> with(with, this::print);
        };
    }

    private static String output(String sql, Type type) {
        var readable = DuckDbFunctions.output(sql, type);
        return readable.equals(sql) && type.bare() != Type.Simple.NOTHING
                ? "CAST(%s AS %s)".formatted(sql, DuckDbTypes.name(type))
                : readable;
    }

    /** The tables come first, since what reads them weighs what they do. */
    private String with(Rows.With with, Function<Rows, String> body) {
        var recursive = with.tables().stream().anyMatch(Rows.CommonTable::recursive);
        var tables = with.tables().stream()
                .map(this::commonTable)
                .collect(joining(", ", recursive ? "WITH RECURSIVE " : "WITH ", " "));
        return tables + body.apply(with.body());
    }

    private String commonTable(Rows.CommonTable table) {
        var sql = weights.apart(table.label(), () -> print(table.rows()));
        var hint = weights.isHeavy(table.label()) ? MATERIALIZED : hint(table);
        return "%s AS %s(%s)".formatted(Quoting.name(table.label()), hint, sql);
    }

    void weigh(Input input) {
        weights.add(input);
    }

    private static String hint(Rows.CommonTable table) {
        if (table.materialized() == null) {
            return "";
        }
        return table.materialized() ? MATERIALIZED : "NOT " + MATERIALIZED;
    }

    private String select(Rows.Selection selection, boolean outermost) {
        var clauses = new StringJoiner(" ");
        clauses.add("SELECT" + distinct(selection.distinct()));
        clauses.add(selection.projections().stream()
                .map(projection -> projection(projection, outermost))
                .collect(joining(", ")));
        if (selection.from() != null) {
            clauses.add("FROM " + inputs.print(selection.from()));
        }
        add(clauses, "WHERE", selection.where());
        addGrouping(clauses, selection);
        add(clauses, "HAVING", selection.having());
        addQualify(clauses, selection);
        if (!selection.orderBy().isEmpty()) {
            clauses.add("ORDER BY " + String.join(", ", orderings(selection)));
        }
        if (selection.limit() != null && !selection.limit().withTies()) {
            clauses.add(limit(selection.limit()));
        }
        return clauses.toString();
    }

    private String distinct(Rows.Distinct distinct) {
        if (!distinct.present()) {
            return "";
        }
        return distinct.on().isEmpty() ? " DISTINCT" : " DISTINCT ON (" + terms.list(distinct.on()) + ")";
    }

    private String projection(Rows.Projection projection, boolean outermost) {
        var sql = terms.print(projection.term());
        var isStored = projection.term() instanceof Term.Column
                && !projection.output().type().isTruth();
        return (outermost && !isStored ? output(sql, projection.output().type()) : sql) + " AS "
                + Quoting.name(projection.output().label());
    }

    private void add(StringJoiner clauses, String word, @Nullable Term condition) {
        if (condition != null) {
            clauses.add(word + " " + terms.condition(condition));
        }
    }

    private void addGrouping(StringJoiner clauses, Rows.Selection selection) {
        switch (selection.grouping()) {
            case Grouping.None() -> {}
            case Grouping.Keys(var keys) -> clauses.add("GROUP BY " + keys(keys, selection));
            case Grouping.Rollup(var keys) -> clauses.add("GROUP BY ROLLUP (" + keys(keys, selection) + ")");
            case Grouping.Cube(var keys) -> clauses.add("GROUP BY CUBE (" + keys(keys, selection) + ")");
            case Grouping.Sets(var sets) ->
                clauses.add(sets.stream()
                        .map(set -> "(" + keys(set, selection) + ")")
                        .collect(joining(", ", "GROUP BY GROUPING SETS (", ")")));
        }
    }

    private String keys(List<Term> keys, Rows.Selection selection) {
        return keys.stream().map(key -> key(key, selection)).collect(joining(", "));
    }

    // A number alone would be taken for a position.
    private String key(Term key, Rows.Selection selection) {
        if (!(key instanceof Term.Value)) {
            return terms.print(key);
        }
        var position = position(key, selection);
        return position > 0 ? String.valueOf(position) : "(" + terms.print(key) + " IS NULL)";
    }

    private static int position(Term term, Rows.Selection selection) {
        return IntStream.range(0, selection.projections().size())
                        .filter(i -> selection.projections().get(i).term().equals(term))
                        .findFirst()
                        .orElse(-1)
                + 1;
    }

    /** What DISTINCT leaves can only be ordered by its own columns; by position that is always clear. */
    private List<String> orderings(Rows.Selection selection) {
        return selection.orderBy().stream()
                .map(ordering -> {
                    var position = position(ordering.term(), selection);
                    var sql = position > 0 ? String.valueOf(position) : orderable(ordering.term());
                    return sql + TermPrinter.direction(ordering.descending(), ordering.nullsFirst());
                })
                .toList();
    }

    private String orderable(Term term) {
        var sql = terms.print(term);
        return term instanceof Term.Value ? "(" + sql + " IS NULL)" : sql;
    }

    private void addQualify(StringJoiner clauses, Rows.Selection selection) {
        add(clauses, "QUALIFY", selection.qualify());
        var orderBy = selection.orderBy().isEmpty()
                ? ""
                : " ORDER BY " + String.join(", ", terms.orderings(selection.orderBy()));
        var limitBy = selection.limitBy();
        if (limitBy != null) {
            var offset = limitBy.offset() == null ? "0" : terms.print(limitBy.offset());
            clauses.add("QUALIFY row_number() OVER (PARTITION BY %s%s) BETWEEN %s + 1 AND %s + %s"
                    .formatted(terms.list(limitBy.keys()), orderBy, offset, offset, terms.print(limitBy.count())));
        }
        var limit = selection.limit();
        if (limit != null && limit.withTies() && limit.count() != null) {
            clauses.add("QUALIFY rank() OVER (%s) <= %s".formatted(orderBy.strip(), terms.print(limit.count())));
        }
    }

    private String limit(Rows.Limit limit) {
        var clauses = new StringJoiner(" ");
        if (limit.count() != null) {
            clauses.add("LIMIT " + terms.print(limit.count()) + (limit.percent() ? "%" : ""));
        }
        if (limit.offset() != null) {
            clauses.add("OFFSET " + terms.print(limit.offset()));
        }
        return clauses.toString();
    }

    private String combination(Rows.Combination combination) {
        var operator = combination.operator() + (combination.all() ? " ALL " : " ");
        var clauses = new StringJoiner(" ");
        clauses.add(combination.branches().stream()
                .map(branch -> "(" + branch(branch, combination.columns()) + ")")
                .collect(joining(" " + operator)));
        if (!combination.orderBy().isEmpty()) {
            clauses.add(combination.orderBy().stream()
                    .map(key -> key.number() + TermPrinter.direction(key.descending(), key.nullsFirst()))
                    .collect(joining(", ", "ORDER BY ", "")));
        }
        if (combination.limit() != null) {
            clauses.add(limit(combination.limit()));
        }
        return clauses.toString();
    }

    /** A branch whose columns have the types of the whole. */
    private String branch(Rows branch, List<Rows.Output> columns) {
        var own = branch.columns();
        var sql = print(branch);
        var fits = IntStream.range(0, own.size())
                .allMatch(i -> DuckDbTypes.name(own.get(i).type())
                        .equals(DuckDbTypes.name(columns.get(i).type())));
        if (fits) {
            return sql;
        }
        return IntStream.range(0, own.size())
                .mapToObj(i -> functions.convert(
                                Quoting.name(own.get(i).label()),
                                own.get(i).type(),
                                columns.get(i).type())
                        + " AS " + Quoting.name(columns.get(i).label()))
                .collect(joining(", ", "SELECT ", " FROM (" + sql + ") AS \"branch\""));
    }

    private String constants(Rows.Constants constants) {
        var rows = constants.rows().stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(i -> functions.convert(
                                terms.print(row.get(i)),
                                row.get(i).type(),
                                constants.columns().get(i).type()))
                        .collect(joining(", ", "(", ")")))
                .collect(joining(", "));
        var labels = constants.columns().stream()
                .map(column -> Quoting.name(column.label()))
                .collect(joining(", "));
        return "SELECT * FROM (VALUES " + rows + ") AS \"constants\"(" + labels + ")";
    }
}
