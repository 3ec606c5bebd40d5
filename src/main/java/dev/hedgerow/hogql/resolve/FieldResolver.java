package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.TableDefinition;
import dev.hedgerow.hogql.ast.Join.Kind;
import dev.hedgerow.hogql.ast.Join.Strictness;
import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.ast.Span;
import dev.hedgerow.hogql.parser.QueryParser;
import dev.hedgerow.hogql.plan.Joined;
import dev.hedgerow.hogql.plan.Term;
import dev.hedgerow.hogql.type.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Follows dotted names through sources, groups of fields, joined tables and JSON. */
final class FieldResolver {

    private final Workspace workspace;
    private final QueryResolver queries;
    private final Scope scope;
    private final Calls calls;
    private final Set<String> openFields = new HashSet<>();

    FieldResolver(Workspace workspace, QueryResolver queries, Scope scope) {
        this.workspace = workspace;
        this.queries = queries;
        this.scope = scope;
        this.calls = new Calls(workspace.options().zone());
    }

    /** The source that a star or a field in front of one names: {@code t.*}, {@code t.person.*}. */
    @Nullable
    Source source(List<String> chain, Span span) {
        for (var at = scope; at != null; at = at.parent()) {
            var named = at.sourceNamed(chain);
            if (named != null) {
                return named;
            }
            var found = inSources(at, chain, span);
            if (found instanceof Found.Whole(var whole)) {
                return whole;
            }
        }
        return null;
    }

    /** What the sources of one scope know under the name, or null. */
    @Nullable
    Found inSources(Scope at, List<String> chain, Span span) {
        for (var source : at.sources()) {
            var parts = source.partsNaming(chain);
            if (parts > 0 && parts < chain.size() && source.members().containsKey(chain.get(parts))) {
                return follow(new Found.Whole(source), chain.subList(parts, chain.size()), at, span);
            }
        }
        var shadow = at.shadows().get(chain.getFirst());
        if (shadow != null) {
            return follow(new Found.Value(shadow), chain.subList(1, chain.size()), at, span);
        }
        var source = at.sourceWith(chain.getFirst(), span);
        return source == null ? null : follow(new Found.Whole(source), chain, at, span);
    }

    Found follow(Found start, List<String> names, Scope at, Span span) {
        var found = start;
        for (var name : names) {
            found = switch (found) {
                case Found.Value(var term) -> new Found.Value(access(term, name, span));
                case Found.Whole(var source) -> member(source, name, at, span);
                case Found.Inside(var source, var fields) -> {
                    var field = fields.get(name);
                    if (field == null) {
                        throw unknown(name, fields.keySet(), span);
                    }
                    yield field(source, name, field, at, span);
                }
            };
        }
        return found;
    }

    Found member(Source source, String name, Scope at, Span span) {
        return switch (source.members().get(name)) {
            case null -> throw unknown(name, source.members().keySet(), span);
            case Source.Member.Plain(var label, var type) ->
                new Found.Value(new Term.Column(source.label(), label, type.nullableIf(source.isNullable())));
            case Source.Member.Derived(var field) -> field(source, name, field, at, span);
        };
    }

    private Found field(Source source, String name, TableDefinition.Field field, Scope at, Span span) {
        return switch (field) {
            case TableDefinition.Field.Column(var column, var type) ->
                new Found.Value(new Term.Column(source.label(), column, type.nullableIf(source.isNullable())));
            case TableDefinition.Field.Group(var fields) -> new Found.Inside(source, fields);
            case TableDefinition.Field.Path(var chain) ->
                once(source, name, span, () -> follow(new Found.Whole(source), chain, at, span));
            case TableDefinition.Field.Computed(var hogql) ->
                once(source, name, span, () -> new Found.Value(computed(source, hogql, at)));
            case TableDefinition.Field.Joined joined -> new Found.Whole(joined(source, name, joined, at, span));
        };
    }

    /** Keeps a field that is defined by itself from being followed for ever. */
    private Found once(Source source, String name, Span span, Supplier<Found> step) {
        var key = source.label() + "." + name;
        if (!openFields.add(key)) {
            throw HogQlException.resolution("Field `%s` is defined by itself".formatted(name), span);
        }
        var found = step.get();
        openFields.remove(key);
        return found;
    }

    /** The expression sees only its own table, but what it joins to that is joined where the table is read. */
    private Term computed(Source source, String hogql, Scope at) {
        var inner = new Scope(null, new CommonTables(null));
        inner.sources().add(source);
        var term = new TermResolver(workspace, queries, inner).resolve(QueryParser.expression(hogql), Place.WHERE);
        at.joinAllBehind(source.label(), inner);
        return term;
    }

    private Source joined(Source source, String name, TableDefinition.Field.Joined field, Scope at, Span span) {
        var known = source.joined().get(name);
        if (known != null) {
            return known;
        }
        var table = workspace.joinedTable(field.table(), span);
        var bound = queries.relations().bind(table, List.of(name), true, null, span);
        var key = member(source, field.key(), at, span);
        var foreignKey = member(bound.source(), field.foreignKey(), at, span);
        if (!(key instanceof Found.Value(var left)) || !(foreignKey instanceof Found.Value(var right))) {
            throw new IllegalStateException("Field %s joins by something that is no column".formatted(name));
        }
        var condition = Filters.joining(calls.call("equals", span, left, right));
        at.joinBehind(source.label(), new Joined(Kind.LEFT, Strictness.ALL, bound.input(), condition));
        bound.source().makeNullable();
        source.joined().put(name, bound.source());
        return bound.source();
    }

    /** A part of a value: a property of JSON, an element of a tuple or a map. */
    Term access(Term value, String name, Span span) {
        if (value instanceof Term.Property(var json, var path)) {
            var longer = new ArrayList<>(path);
            longer.add(new Term.Property.Step.Key(name));
            return new Term.Property(json, List.copyOf(longer));
        }
        var key = Calls.value(new Literal.Text(name));
        return switch (value.type().bare()) {
            case Type.Simple.JSON -> new Term.Property(value, List.of(new Term.Property.Step.Key(name)));
            case Type.Tuple _ -> calls.call("tupleElement", span, value, key);
            case Type.Map _ -> calls.call("arrayElement", span, value, key);
            default ->
                throw HogQlException.resolution(
                        "Cannot access property `%s` on a value of type %s"
                                .formatted(name, value.type().clickHouseName()),
                        span);
        };
    }

    private static HogQlException unknown(String name, Set<String> known, Span span) {
        return HogQlException.resolution(
                "Unable to resolve field: %s%s".formatted(name, Suggestions.after(name, known)), span);
    }
}
