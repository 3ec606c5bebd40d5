package dev.hedgerow.hogql.plan;

import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.function.BoundCall;
import dev.hedgerow.hogql.type.Type;
import java.util.List;

/** An expression whose meaning is settled. Terms may share parts: an alias used twice is one term in two places. */
public sealed interface Term {

    Type type();

    record Value(Literal literal, Type type) implements Term {}

    /** A column of a relation, both by their labels in the plan. */
    record Column(String relation, String label, Type type) implements Term {}

    record LambdaParameter(String name, Type type) implements Term {}

    record Apply(BoundCall call, List<Term> parameters, List<Term> arguments, Modifiers modifiers) implements Term {

        @Override
        public Type type() {
            return call.type();
        }
    }

    /** A comparison as engines do it: NULL beside a NULL. Only where NULL and false mean the same. */
    record Compare(BoundCall call, Term left, Term right) implements Term {

        @Override
        public Type type() {
            return Type.Simple.FLAG.nullable();
        }
    }

    /** A cast; {@code safe} gives NULL where the plain one raises. */
    record Convert(Term value, Type type, boolean safe) implements Term {}

    /** What stands under a path in JSON, as text, or NULL. A step is a key or a position from 1. */
    record Property(Term json, List<Step> path) implements Term {

        public sealed interface Step {

            record Key(String name) implements Step {}

            record Position(int number) implements Step {}
        }

        @Override
        public Type type() {
            return Type.Simple.TEXT.nullable();
        }
    }

    record Lambda(List<LambdaParameter> parameters, Term body) implements Term {

        @Override
        public Type type() {
            return new Type.Lambda(
                    parameters.stream().map(LambdaParameter::type).toList(), body.type());
        }
    }

    record InList(Term value, List<Term> items, boolean negated) implements Term {

        @Override
        public Type type() {
            return Type.Simple.FLAG.nullableIf(value.type().isNullable());
        }
    }

    /** Whether a row of the query equals the value, which is a tuple where the query has several columns. */
    record InRows(Term value, Rows rows, boolean negated) implements Term {

        @Override
        public Type type() {
            return Type.Simple.FLAG.nullableIf(value.type().isNullable());
        }
    }

    record Exists(Rows rows) implements Term {

        @Override
        public Type type() {
            return Type.Simple.FLAG;
        }
    }

    /** The value of a query's only row and column, NULL without a row. */
    record Scalar(Rows rows) implements Term {

        @Override
        public Type type() {
            return rows.columns().getFirst().type().nullable();
        }
    }
}
