package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.Origin;
import dev.hedgerow.hogql.TableDefinition;
import dev.hedgerow.hogql.ast.Join;
import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.ast.Query;
import dev.hedgerow.hogql.ast.Relation;
import dev.hedgerow.hogql.ast.Span;
import dev.hedgerow.hogql.plan.Input;
import dev.hedgerow.hogql.plan.Joined;
import dev.hedgerow.hogql.plan.Rows;
import dev.hedgerow.hogql.plan.Term;
import dev.hedgerow.hogql.type.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fills a scope with what stands after FROM. */
final class RelationResolver {

    /** What a relation became: the names it offers and what is read. */
    record Bound(Source source, Input input) {}

    private final Workspace workspace;
    private final QueryResolver queries;

    RelationResolver(Workspace workspace, QueryResolver queries) {
        this.workspace = workspace;
        this.queries = queries;
    }

    void resolve(Query.From from, Scope scope, TermResolver terms) {
        var first = bind(from.first(), scope);
        scope.sources().add(first.source());
        scope.read(first.input());
        from.joins().forEach(join -> join(join, scope, terms));
    }

    private void join(Join join, Scope scope, TermResolver terms) {
        var kind = kind(join);
        var right = bind(join.right(), scope);
        var left = List.copyOf(scope.sources());
        var constraint = join.natural() ? common(left, right.source(), join.span()) : join.constraint();
        var condition = switch (constraint) {
            case Join.Constraint.None() -> {
                scope.sources().add(right.source());
                yield null;
            }
            case Join.Constraint.On(var on) -> {
                scope.sources().add(right.source());
                yield Filters.joining(terms.resolve(on, Place.ON));
            }
            case Join.Constraint.Using using -> using(using, kind, right.source(), scope, terms);
        };
        if (kind == Join.Kind.LEFT || kind == Join.Kind.FULL) {
            right.source().makeNullable();
        }
        if (kind == Join.Kind.RIGHT || kind == Join.Kind.FULL) {
            left.forEach(Source::makeNullable);
        }
        if (join.strictness() == Join.Strictness.SEMI || join.strictness() == Join.Strictness.ANTI) {
            scope.sources().remove(right.source());
        }
        scope.join(new Joined(kind, join.strictness(), right.input(), condition));
    }

    private static Join.Kind kind(Join join) {
        var kind = join.kind();
        return switch (join.strictness()) {
            case ALL -> kind;
            case SEMI, ANTI -> {
                if (kind != Join.Kind.LEFT && kind != Join.Kind.INNER) {
                    throw HogQlException.unsupported(
                            "Only LEFT SEMI JOIN and LEFT ANTI JOIN are supported", join.span());
                }
                yield Join.Kind.INNER;
            }
            case ANY -> {
                if (kind != Join.Kind.LEFT) {
                    // ClickHouse's takes each row of either side at most once, and which one is left to chance.
                    throw HogQlException.unsupported(
                            "ANY JOIN is supported as LEFT ANY JOIN only; to filter, use LEFT SEMI JOIN", join.span());
                }
                yield kind;
            }
            case ASOF -> {
                if (kind != Join.Kind.LEFT && kind != Join.Kind.INNER) {
                    throw HogQlException.unsupported("ASOF JOIN is supported as INNER or LEFT only", join.span());
                }
                yield kind;
            }
        };
    }

    private static Join.Constraint common(List<Source> left, Source right, Span span) {
        var columns = right.members().sequencedKeySet().stream()
                .filter(name ->
                        left.stream().anyMatch(source -> source.members().containsKey(name)))
                .toList();
        if (columns.isEmpty()) {
            throw HogQlException.resolution("The tables of this NATURAL JOIN share no column", span);
        }
        return new Join.Constraint.Using(columns, span);
    }

    private Term using(Join.Constraint.Using using, Join.Kind kind, Source right, Scope scope, TermResolver terms) {
        var calls = new Calls(workspace.options().zone());
        var conditions = new ArrayList<Term>();
        var merged = new LinkedHashMap<String, Term>();
        for (var column : using.columns()) {
            var chain = List.of(column);
            var left = value(terms.fields().inSources(scope, chain, using.span()), column, using.span());
            var other = value(terms.fields().member(right, column, scope, using.span()), column, using.span());
            conditions.add(Filters.joining(calls.call("equals", using.span(), left, other)));
            merged.put(
                    column,
                    switch (kind) {
                        case FULL -> calls.call("coalesce", using.span(), left, other);
                        case RIGHT -> other;
                        case INNER, LEFT, CROSS, POSITIONAL -> left;
                    });
        }
        scope.sources().add(right);
        scope.shadows().putAll(merged);
        return conditions.size() == 1 ? conditions.getFirst() : calls.call("and", conditions, List.of(), using.span());
    }

    private static Term value(@Nullable Found found, String column, Span span) {
        if (found instanceof Found.Value(var term)) {
            return term;
        }
        throw HogQlException.resolution("Unable to resolve field: %s".formatted(column), span);
    }

    // ---- relations ----

    private Bound bind(Relation relation, Scope scope) {
        var bound = switch (relation.source()) {
            case Relation.Source.Table(var name, var span) -> table(name, relation, scope, span);
            case Relation.Source.Nested(var query) -> {
                var rows = queries.resolve(query, null, scope.commonTables());
                yield derived(rows, named(relation, List.of()), relation.alias() != null);
            }
            case Relation.Source.Function function -> function(function, relation, scope);
        };
        return relation.columnAliases().isEmpty() ? bound : renamed(bound, relation);
    }

    private static List<String> named(Relation relation, List<String> otherwise) {
        return relation.alias() == null ? otherwise : List.of(relation.alias());
    }

    private Bound table(List<String> name, Relation relation, Scope scope, Span span) {
        var common = name.size() == 1 ? scope.commonTables().table(name.getFirst()) : null;
        var shown = named(relation, name);
        var aliased = relation.alias() != null;
        if (common != null) {
            var label = workspace.label(shown.getLast());
            common.columns()
                    .forEach(column -> workspace
                            .lineage()
                            .add(label, column.label(), workspace.lineage().of(common.label(), column.label())));
            return new Bound(
                    new Source(label, shown, aliased, members(common.columns())),
                    new Input.Common(common.label(), label));
        }
        var sample = relation.sample() == null ? null : relation.sample().ratio();
        return bind(workspace.table(name, span), shown, aliased, sample, span);
    }

    Bound bind(TableDefinition table, List<String> name, boolean aliased, @Nullable Double sample, Span span) {
        return switch (table) {
            case TableDefinition.Stored stored -> {
                var label = workspace.label(name.getLast());
                var members = new LinkedHashMap<String, Source.Member>();
                stored.fields().forEach((field, definition) -> members.put(field, member(definition)));
                addOrigins(
                        label,
                        stored.name(),
                        stored.fields().sequencedEntrySet().stream().toList());
                yield new Bound(
                        new Source(label, name, aliased, members), new Input.Stored(stored.location(), label, sample));
            }
            case TableDefinition.View view -> derived(workspace.open(view, span), name, aliased);
            case TableDefinition.Shape shape -> {
                var label = workspace.label(name.getLast());
                var members = new LinkedHashMap<String, Source.Member>();
                shape.columns().forEach((column, type) -> {
                    members.put(column, new Source.Member.Plain(column, type));
                    workspace.lineage().add(label, column, Set.of(new Origin(shape.name(), column)));
                });
                yield new Bound(new Source(label, name, aliased, members), new Input.Empty(shape.columns(), label));
            }
        };
    }

    private static Source.Member member(TableDefinition.Field field) {
        return field instanceof TableDefinition.Field.Column(var column, var type)
                ? new Source.Member.Plain(column, type)
                : new Source.Member.Derived(field);
    }

    private void addOrigins(
            String label, String table, List<? extends Map.Entry<String, TableDefinition.Field>> fields) {
        for (var field : fields) {
            switch (field.getValue()) {
                case TableDefinition.Field.Column(var column, var _) ->
                    workspace.lineage().add(label, column, Set.of(new Origin(table, field.getKey())));
                case TableDefinition.Field.Group(var inner) ->
                    addOrigins(label, table, inner.sequencedEntrySet().stream().toList());
                case TableDefinition.Field.Path _,
                        TableDefinition.Field.Computed _,
                        TableDefinition.Field.Joined _ -> {}
            }
        }
    }

    private Bound derived(Rows rows, List<String> name, boolean aliased) {
        var label = workspace.label(name.isEmpty() ? "query" : name.getLast());
        workspace.lineage().add(label, rows);
        return new Bound(new Source(label, name, aliased, members(rows.columns())), new Input.Derived(rows, label));
    }

    private static SequencedMap<String, Source.Member> members(List<Rows.Output> columns) {
        var members = new LinkedHashMap<String, Source.Member>();
        columns.forEach(
                column -> members.putIfAbsent(column.name(), new Source.Member.Plain(column.label(), column.type())));
        return members;
    }

    private Bound function(Relation.Source.Function function, Relation relation, Scope scope) {
        if (!function.name().equalsIgnoreCase("numbers")
                || function.arguments().isEmpty()
                || function.arguments().size() > 2) {
            throw HogQlException.resolution(
                    "Unknown table function `%s` with %d arguments%s"
                            .formatted(
                                    function.name(),
                                    function.arguments().size(),
                                    Suggestions.after(function.name(), List.of("numbers"))),
                    function.span());
        }
        var terms = new TermResolver(workspace, queries, new Scope(null, scope.commonTables()));
        var arguments = function.arguments().stream()
                .map(argument -> terms.resolve(argument, Place.WHERE))
                .toList();
        var offset = arguments.size() == 2 ? arguments.getFirst() : Calls.value(Literal.Whole.of(0));
        var shown = named(relation, List.of(function.name()));
        var label = workspace.label(shown.getLast());
        var members = new LinkedHashMap<String, Source.Member>();
        members.put("number", new Source.Member.Plain("number", Types.UINT64));
        return new Bound(
                new Source(label, shown, relation.alias() != null, members),
                new Input.Numbers(offset, arguments.getLast(), label));
    }

    /** {@code AS t (a, b)}: the columns in order go by other names. */
    private static Bound renamed(Bound bound, Relation relation) {
        var columns = bound.source().members().sequencedEntrySet().stream()
                .filter(entry -> entry.getValue() instanceof Source.Member.Plain)
                .toList();
        if (relation.columnAliases().size() > columns.size()) {
            throw HogQlException.resolution(
                    "%d column names are given for %d columns"
                            .formatted(relation.columnAliases().size(), columns.size()),
                    relation.span());
        }
        var members = new LinkedHashMap<String, Source.Member>();
        for (var i = 0; i < columns.size(); i++) {
            var name = i < relation.columnAliases().size()
                    ? relation.columnAliases().get(i)
                    : columns.get(i).getKey();
            members.put(name, columns.get(i).getValue());
        }
        return new Bound(
                new Source(bound.source().label(), named(relation, List.of()), relation.alias() != null, members),
                bound.input());
    }
}
