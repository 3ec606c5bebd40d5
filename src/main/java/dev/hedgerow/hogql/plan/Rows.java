package dev.hedgerow.hogql.plan;

import dev.hedgerow.hogql.ast.Query.SetOperator;
import dev.hedgerow.hogql.type.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Anything that yields rows, with all names bound. Labels are unique within a whole plan. */
public sealed interface Rows {

    List<Output> columns();

    /** A column that is yielded: by the name people see, and by a label that no other column beside it has. */
    record Output(String name, String label, Type type) {}

    record Projection(Term term, Output output) {}

    record Selection(
            Distinct distinct,
            List<Projection> projections,
            @Nullable From from,
            @Nullable Term where,
            Grouping grouping,
            @Nullable Term having,
            @Nullable Term qualify,
            List<Ordering> orderBy,
            @Nullable LimitBy limitBy,
            @Nullable Limit limit)
            implements Rows {

        @Override
        public List<Output> columns() {
            return projections.stream().map(Projection::output).toList();
        }

        public Selection projecting(List<Projection> projections) {
            return new Selection(
                    distinct, projections, from, where, grouping, having, qualify, orderBy, limitBy, limit);
        }

        /** All of the rows, as far as the limit goes. */
        public static Selection over(Rows rows, Limit limit) {
            var label = "limited";
            var projections = rows.columns().stream()
                    .map(column -> new Projection(new Term.Column(label, column.label(), column.type()), column))
                    .toList();
            return new Selection(
                    new Distinct(false, List.of()),
                    projections,
                    new From(new Input.Derived(rows, label), List.of()),
                    null,
                    new Grouping.None(),
                    null,
                    null,
                    List.of(),
                    null,
                    limit);
        }

        public Selection limited(@Nullable Limit limit) {
            return new Selection(
                    distinct, projections, from, where, grouping, having, qualify, orderBy, limitBy, limit);
        }
    }

    /** {@code orderBy} holds columns of the combination itself. */
    record Combination(
            SetOperator operator,
            boolean all,
            List<Rows> branches,
            List<Output> columns,
            List<Position> orderBy,
            @Nullable Limit limit)
            implements Rows {

        public Combination limited(@Nullable Limit limit) {
            return new Combination(operator, all, branches, columns, orderBy, limit);
        }

        /** A column to order by, counted from 1. */
        public record Position(int number, boolean descending, boolean nullsFirst) {}
    }

    record Constants(List<List<Term>> rows, List<Output> columns) implements Rows {}

    /** Rows whose query gave names to queries. */
    record With(List<CommonTable> tables, Rows body) implements Rows {

        @Override
        public List<Output> columns() {
            return body.columns();
        }
    }

    record CommonTable(
            String label,
            Rows rows,
            boolean recursive,
            @Nullable Boolean materialized) {}

    record From(Input first, List<Joined> joins) {}

    /** {@code on} is empty for DISTINCT over whole rows. */
    record Distinct(boolean present, List<Term> on) {}

    record LimitBy(Term count, @Nullable Term offset, List<Term> keys) {}

    record Limit(@Nullable Term count, @Nullable Term offset, boolean percent, boolean withTies) {}

    sealed interface Grouping {

        record None() implements Grouping {}

        record Keys(List<Term> keys) implements Grouping {}

        record Rollup(List<Term> keys) implements Grouping {}

        record Cube(List<Term> keys) implements Grouping {}

        record Sets(List<List<Term>> sets) implements Grouping {}
    }
}
