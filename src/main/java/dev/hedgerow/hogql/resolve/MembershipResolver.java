package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.ast.Operator;
import dev.hedgerow.hogql.ast.Span;
import dev.hedgerow.hogql.parser.QueryParser;
import dev.hedgerow.hogql.plan.Rows;
import dev.hedgerow.hogql.plan.Term;
import dev.hedgerow.hogql.type.Type;
import java.util.ArrayList;
import java.util.List;

/** Gives {@code IN} its meaning: a list, an array, a subquery, a table, a cohort. */
final class MembershipResolver {

    private final Workspace workspace;
    private final QueryResolver queries;
    private final Scope scope;
    private final TermResolver terms;
    private final NameResolver names;
    private final Calls calls;

    MembershipResolver(
            Workspace workspace,
            QueryResolver queries,
            Scope scope,
            TermResolver terms,
            NameResolver names,
            Calls calls) {
        this.workspace = workspace;
        this.queries = queries;
        this.scope = scope;
        this.terms = terms;
        this.names = names;
        this.calls = calls;
    }

    Term in(Expr.Binary binary) {
        var negated = binary.operator() == Operator.NOT_IN;
        var value = terms.resolve(binary.left());
        var right = binary.right() instanceof Expr.Placeholder placeholder
                ? Placeholders.value(placeholder, workspace.options())
                : binary.right();
        return switch (right) {
            case Expr.Subquery subquery -> inRows(value, terms.rows(subquery), negated, binary.span());
            case Expr.Tuple(var items, var _) -> inList(value, items, negated, binary.span());
            case Expr.Array(var items, var _) -> inList(value, items, negated, binary.span());
            case Expr.Field field
            when isTable(field) ->
                inRows(value, queries.allOf(field.chain(), scope, field.span()), negated, binary.span());
            case Expr other -> {
                var term = terms.resolve(other);
                if (term.type().bare() instanceof Type.Array) {
                    var has = calls.call("has", binary.span(), term, value);
                    yield negated ? calls.call("not", binary.span(), has) : has;
                }
                yield inList(value, List.of(other), negated, binary.span());
            }
        };
    }

    private boolean isTable(Expr.Field field) {
        var isCommon = field.chain().size() == 1
                && scope.commonTables().table(field.chain().getFirst()) != null;
        return isCommon || (!names.isKnownHere(field) && workspace.hasTable(field.chain()));
    }

    private Term inList(Term value, List<Expr> items, boolean negated, Span span) {
        var list = new ArrayList<Term>();
        var comparisons = new ArrayList<Term>();
        for (var item : items) {
            var term = terms.resolve(item);
            comparisons.add(calls.call("equals", item.span(), value, term));
            list.add(term);
        }
        if (list.stream().allMatch(term -> Filters.isAlike(value.type(), term.type()))) {
            return new Term.InList(value, List.copyOf(list), negated);
        }
        var any = comparisons.size() == 1
                ? comparisons.getFirst()
                : calls.call("or", comparisons, TermResolver.spans(items), span);
        return negated ? calls.call("not", span, any) : any;
    }

    private Term inRows(Term value, Rows rows, boolean negated, Span span) {
        var width = value.type().bare() instanceof Type.Tuple(var elements) ? elements.size() : 1;
        if (rows.columns().size() != width) {
            throw HogQlException.resolution(
                    "Number of columns in section IN doesn't match: %d at left, %d at right"
                            .formatted(width, rows.columns().size()),
                    span);
        }
        return new Term.InRows(value, rows, negated);
    }

    Term inCohort(Expr.InCohort inCohort) {
        if (!(inCohort.cohort() instanceof Expr.Constant(Literal.Whole(var id), var _))) {
            throw HogQlException.unsupported(
                    "IN COHORT takes the number of a cohort", inCohort.cohort().span());
        }
        if (!workspace.hasTable(List.of("cohort_people"))) {
            throw HogQlException.unsupported("There are no cohorts here: IN COHORT is not supported", inCohort.span());
        }
        var members = QueryParser.parse("SELECT person_id FROM cohort_people WHERE cohort_id = " + id);
        var rows = queries.resolve(members.query(), null);
        return new Term.InRows(terms.resolve(inCohort.value()), rows, inCohort.negated());
    }
}
