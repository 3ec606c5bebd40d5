package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.Cte;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.OrderItem;
import dev.hedgerow.hogql.ast.Query;
import dev.hedgerow.hogql.ast.Relation;
import dev.hedgerow.hogql.ast.Span;
import dev.hedgerow.hogql.plan.Rows;
import dev.hedgerow.hogql.type.Supertypes;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives whole queries their meaning: WITH, set operators, VALUES; a {@link SelectResolver} does each SELECT. */
final class QueryResolver {

    private final Workspace workspace;
    private final RelationResolver relations;

    QueryResolver(Workspace workspace) {
        this.workspace = workspace;
        this.relations = new RelationResolver(workspace, this);
    }

    RelationResolver relations() {
        return relations;
    }

    /** A query inside an expression, which sees the names around it. */
    Rows resolve(Query query, @Nullable Scope parent) {
        return resolve(query, parent, parent == null ? new CommonTables(null) : parent.commonTables());
    }

    Rows resolve(Query query, @Nullable Scope parent, CommonTables outer) {
        return switch (query) {
            case Query.Select select -> with(select.ctes(), outer, tables -> select(select, parent, tables));
            case Query.Compound compound -> with(compound.ctes(), outer, tables -> compound(compound, parent, tables));
            case Query.Values values -> values(values, outer);
        };
    }

    /** All columns of a table that is named where a query could stand. */
    Rows allOf(List<String> table, Scope scope, Span span) {
        var inner = new Scope(null, scope.commonTables());
        var terms = new TermResolver(workspace, this, inner);
        var relation = new Relation(new Relation.Source.Table(table, span), null, List.of(), false, null, span);
        relations.resolve(new Query.From(relation, List.of()), inner, terms);
        var star = new Expr.Star(List.of(), null, List.of(), List.of(), span);
        return new SelectResolver(workspace, this, inner).everything(star);
    }

    private Rows select(Query.Select select, @Nullable Scope parent, CommonTables tables) {
        return new SelectResolver(workspace, this, new Scope(parent, tables)).resolve(select);
    }

    // ---- WITH ----

    private interface Body {
        Rows resolve(CommonTables tables);
    }

    private Rows with(List<Cte> ctes, CommonTables outer, Body body) {
        if (ctes.isEmpty()) {
            return body.resolve(outer);
        }
        var tables = new CommonTables(outer);
        var bound = new ArrayList<Rows.CommonTable>();
        for (var cte : ctes) {
            switch (cte) {
                case Cte.OfExpr(var name, var expr, var _) -> tables.put(name, new CommonTables.Entry.Value(expr));
                case Cte.OfQuery query -> bound.add(commonTable(query, tables));
            }
        }
        var rows = body.resolve(tables);
        return bound.isEmpty() ? rows : new Rows.With(List.copyOf(bound), rows);
    }

    private Rows.CommonTable commonTable(Cte.OfQuery cte, CommonTables tables) {
        var label = workspace.label(cte.name());
        var recursive = cte.recursive()
                && cte.query() instanceof Query.Compound compound
                && compound.operator() == Query.SetOperator.UNION;
        var rows = recursive
                ? recursive(cte, label, (Query.Compound) cte.query(), tables)
                : renamed(resolve(cte.query(), null, tables), cte);
        workspace.lineage().add(label, rows);
        tables.put(cte.name(), new CommonTables.Entry.Table(label, rows.columns()));
        return new Rows.CommonTable(label, rows, recursive, cte.materialized());
    }

    /** The first branch says what the columns are, so that the others can read them. */
    private Rows recursive(Cte.OfQuery cte, String label, Query.Compound compound, CommonTables tables) {
        var anchor = renamed(resolve(compound.branches().getFirst(), null, tables), cte);
        var columns = anchor.columns().stream()
                .map(column -> new Rows.Output(column.name(), column.label(), widened(column.type())))
                .toList();
        workspace.lineage().add(label, anchor);
        tables.put(cte.name(), new CommonTables.Entry.Table(label, columns));
        var branches = new ArrayList<Rows>(List.of(anchor));
        for (var branch : compound.branches().subList(1, compound.branches().size())) {
            var rows = resolve(branch, null, tables);
            checkWidth(anchor, rows, branch.span());
            branches.add(rows);
        }
        return new Rows.Combination(
                compound.operator(), compound.all(), List.copyOf(branches), columns, List.of(), null);
    }

    /** Counting up must not overflow the small type of the first number. */
    private static Type widened(Type type) {
        return type.bare() instanceof Type.Int ? Types.INT64.nullableIf(type.isNullable()) : type;
    }

    private static Rows renamed(Rows rows, Cte.OfQuery cte) {
        if (cte.columns().isEmpty()) {
            return rows;
        }
        if (cte.columns().size() != rows.columns().size()) {
            throw HogQlException.resolution(
                    "`%s` has %d columns, %d names are given"
                            .formatted(
                                    cte.name(),
                                    rows.columns().size(),
                                    cte.columns().size()),
                    cte.span());
        }
        return Renamings.of(rows, cte.columns());
    }

    // ---- set operators ----

    private Rows compound(Query.Compound compound, @Nullable Scope parent, CommonTables tables) {
        if (compound.byName()) {
            throw HogQlException.unsupported("BY NAME is not supported", compound.span());
        }
        var branches = new ArrayList<Rows>();
        for (var branch : compound.branches()) {
            var rows = resolve(branch, parent, tables);
            if (!branches.isEmpty()) {
                checkWidth(branches.getFirst(), rows, branch.span());
            }
            branches.add(rows);
        }
        var columns = columns(branches, compound.span());
        return new Rows.Combination(
                compound.operator(),
                compound.all(),
                List.copyOf(branches),
                columns,
                positions(compound.orderBy(), columns),
                Limits.of(compound.limit(), workspace.options()));
    }

    private static void checkWidth(Rows first, Rows other, Span span) {
        if (first.columns().size() != other.columns().size()) {
            throw HogQlException.resolution(
                    "Different number of columns in UNION elements: %d and %d"
                            .formatted(first.columns().size(), other.columns().size()),
                    span);
        }
    }

    private static List<Rows.Output> columns(List<Rows> branches, Span span) {
        var columns = new ArrayList<Rows.Output>();
        var first = branches.getFirst().columns();
        for (var i = 0; i < first.size(); i++) {
            var index = i;
            var types = branches.stream()
                    .map(branch -> branch.columns().get(index).type())
                    .toList();
            var type = Supertypes.of(types)
                    .orElseThrow(() -> HogQlException.resolution(
                            "There is no common type for column `%s`: %s"
                                    .formatted(
                                            first.get(index).name(),
                                            String.join(
                                                    ", ",
                                                    types.stream()
                                                            .map(Type::clickHouseName)
                                                            .distinct()
                                                            .toList())),
                            span));
            columns.add(new Rows.Output(first.get(i).name(), first.get(i).label(), type));
        }
        return List.copyOf(columns);
    }

    private static List<Rows.Combination.Position> positions(List<OrderItem> items, List<Rows.Output> columns) {
        return items.stream()
                .map(item -> new Rows.Combination.Position(
                        position(item, columns), item.descending(), Boolean.TRUE.equals(item.nullsFirst())))
                .toList();
    }

    private static int position(OrderItem item, List<Rows.Output> columns) {
        var number = Positions.of(item.expr(), columns.size());
        if (number > 0) {
            return number;
        }
        var name = ColumnNames.of(item.expr());
        for (var i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i + 1;
            }
        }
        throw HogQlException.resolution(
                "Unable to resolve field: %s%s"
                        .formatted(
                                name,
                                Suggestions.after(
                                        name,
                                        columns.stream().map(Rows.Output::name).toList())),
                item.expr().span());
    }

    private Rows values(Query.Values values, CommonTables tables) {
        var terms = new TermResolver(workspace, this, new Scope(null, tables));
        var rows = values.rows().stream()
                .map(row -> row.stream()
                        .map(expr -> terms.resolve(expr, Place.WHERE))
                        .toList())
                .toList();
        var columns = new ArrayList<Rows.Output>();
        for (var i = 0; i < rows.getFirst().size(); i++) {
            var index = i;
            var types = rows.stream().map(row -> row.get(index).type()).toList();
            var type = Supertypes.of(types)
                    .orElseThrow(() -> HogQlException.resolution(
                            "There is no common type for column %d of VALUES".formatted(index + 1), values.span()));
            columns.add(new Rows.Output("c" + (i + 1), "c" + (i + 1), type));
        }
        return new Rows.Constants(rows, List.copyOf(columns));
    }
}
