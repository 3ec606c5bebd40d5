package dev.hedgerow.hogql.parser;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Join;
import dev.hedgerow.hogql.ast.Join.Constraint;
import dev.hedgerow.hogql.ast.Join.Kind;
import dev.hedgerow.hogql.ast.Join.Strictness;
import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.ast.Query;
import dev.hedgerow.hogql.ast.Relation;
import dev.hedgerow.hogql.ast.Relation.Source;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands after FROM. */
final class RelationBuilder {

    /** The words that may stand before JOIN. */
    private enum Word {
        INNER,
        LEFT,
        RIGHT,
        FULL,
        OUTER,
        CROSS,
        NATURAL,
        POSITIONAL,
        ANY,
        ALL,
        ASOF,
        SEMI,
        ANTI,
        GLOBAL
    }

    private static final Set<Word> KINDS =
            EnumSet.of(Word.INNER, Word.LEFT, Word.RIGHT, Word.FULL, Word.CROSS, Word.POSITIONAL);
    private static final Set<Word> STRICTNESSES = EnumSet.of(Word.ANY, Word.ALL, Word.ASOF, Word.SEMI, Word.ANTI);

    private final QueryBuilder queries;
    private final ExpressionBuilder expressions;
    private final Spans spans;

    RelationBuilder(QueryBuilder queries, ExpressionBuilder expressions, Spans spans) {
        this.queries = queries;
        this.expressions = expressions;
        this.spans = spans;
    }

    Query.From from(HogQlParser.FromContext context) {
        return new Query.From(
                relation(context.relation()),
                context.joined().stream().map(this::join).toList());
    }

    private Join join(HogQlParser.JoinedContext context) {
        var span = spans.of(context);
        return switch (context) {
            case HogQlParser.CommaJoinContext comma ->
                new Join(Kind.CROSS, Strictness.ALL, false, relation(comma.relation()), new Constraint.None(), span);
            case HogQlParser.WordedJoinContext worded -> join(worded);
            default -> throw new IllegalStateException(context.getText());
        };
    }

    private Join join(HogQlParser.WordedJoinContext context) {
        var words = EnumSet.noneOf(Word.class);
        for (var word : context.joinWord()) {
            words.add(Word.valueOf(word.getText().toUpperCase(Locale.ROOT)));
        }
        var kinds = words.stream().filter(KINDS::contains).toList();
        var strictnesses = words.stream().filter(STRICTNESSES::contains).toList();
        if (kinds.size() > 1 || strictnesses.size() > 1) {
            throw HogQlException.syntax("Contradictory kinds of JOIN", spans.of(context));
        }
        var kind = kinds.isEmpty() ? Kind.INNER : Kind.valueOf(kinds.getFirst().name());
        var strictness = strictnesses.isEmpty()
                ? Strictness.ALL
                : Strictness.valueOf(strictnesses.getFirst().name());
        var natural = words.contains(Word.NATURAL);
        var constraint = constraint(context.joinConstraint());
        var bare = natural || kind == Kind.CROSS || kind == Kind.POSITIONAL;
        if (bare != constraint instanceof Constraint.None) {
            var problem = bare ? "This JOIN takes no ON or USING" : "JOIN needs an ON or USING";
            throw HogQlException.syntax(problem, spans.of(context));
        }
        return new Join(kind, strictness, natural, relation(context.relation()), constraint, spans.of(context));
    }

    private Constraint constraint(HogQlParser.@Nullable JoinConstraintContext context) {
        return switch (context) {
            case null -> new Constraint.None();
            case HogQlParser.OnConstraintContext on -> {
                var conditions = expressions.allAliased(on.aliased());
                yield new Constraint.On(
                        conditions.size() == 1 ? conditions.getFirst() : new Expr.And(conditions, spans.of(on)));
            }
            case HogQlParser.UsingConstraintContext using ->
                new Constraint.Using(ExpressionBuilder.names(using.identifier()), spans.of(using));
            default -> throw new IllegalStateException(context.getText());
        };
    }

    private Relation relation(HogQlParser.RelationContext context) {
        if (context.pivot() != null) {
            throw HogQlException.unsupported("PIVOT and UNPIVOT are not supported", spans.of(context.pivot()));
        }
        var alias = context.relationAlias();
        return new Relation(
                source(context.source()),
                alias == null ? null : alias(alias),
                alias == null ? List.of() : columnAliases(alias),
                !context.FINAL().isEmpty(),
                context.sample() == null ? null : sample(context.sample()),
                spans.of(context));
    }

    private static String alias(HogQlParser.RelationAliasContext context) {
        return ExpressionBuilder.name(
                context.implicitAlias() != null ? context.implicitAlias() : context.identifier(0));
    }

    private static List<String> columnAliases(HogQlParser.RelationAliasContext context) {
        var first = context.implicitAlias() != null ? 0 : 1;
        return ExpressionBuilder.names(
                context.identifier().subList(first, context.identifier().size()));
    }

    private Source source(HogQlParser.SourceContext context) {
        return switch (context) {
            case HogQlParser.TableSourceContext table -> {
                var name = new ArrayList<>(List.of(ExpressionBuilder.name(table.identifier())));
                name.addAll(ExpressionBuilder.names(table.name()));
                yield new Source.Table(List.copyOf(name), spans.of(table));
            }
            case HogQlParser.TableFunctionSourceContext function ->
                new Source.Function(
                        ExpressionBuilder.name(function.identifier()),
                        expressions.allAliased(function.aliased()),
                        spans.of(function));
            case HogQlParser.SubquerySourceContext subquery -> new Source.Nested(queries.query(subquery.query()));
            case HogQlParser.ValuesSourceContext values -> new Source.Nested(values(values.values()));
            case HogQlParser.PlaceholderSourceContext placeholder ->
                throw HogQlException.unsupported("A placeholder cannot stand for a table", spans.of(placeholder));
            default -> throw new IllegalStateException(context.getText());
        };
    }

    Query.Values values(HogQlParser.ValuesContext context) {
        var rows = context.valuesRow().stream()
                .map(row -> expressions.all(row.expression()))
                .toList();
        var ragged = rows.stream().anyMatch(row -> row.size() != rows.getFirst().size());
        if (ragged) {
            throw HogQlException.syntax("All rows of VALUES must be of the same length", spans.of(context));
        }
        return new Query.Values(rows, spans.of(context));
    }

    private Relation.Sample sample(HogQlParser.SampleContext context) {
        if (context.OFFSET() != null) {
            throw HogQlException.unsupported("SAMPLE … OFFSET is not supported", spans.of(context));
        }
        var span = spans.of(context);
        var parts = context.ratio(0).number().stream()
                .map(number -> Operators.number(number, span))
                .map(RelationBuilder::toDouble)
                .toList();
        var ratio = parts.size() == 1 ? parts.getFirst() : parts.getFirst() / parts.getLast();
        if (!(ratio > 0 && ratio <= 1)) {
            throw HogQlException.unsupported("SAMPLE takes a share between 0 and 1", span);
        }
        return new Relation.Sample(ratio);
    }

    private static double toDouble(Literal number) {
        return switch (number) {
            case Literal.Whole(var value) -> value.doubleValue();
            case Literal.Real(var value) -> value;
            case Literal.Text _, Literal.Truth _, Literal.Null _ -> Double.NaN;
        };
    }
}
