package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.plan.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What a star stands for. Fields that are no column, such as a joined person, are not part of it. */
final class Stars {

    record Column(String name, Term term) {}

    private final Scope scope;
    private final TermResolver terms;

    Stars(Scope scope, TermResolver terms) {
        this.scope = scope;
        this.terms = terms;
    }

    List<Column> expand(Expr.Star star) {
        var columns = all(star);
        if (star.pattern() != null) {
            var pattern = pattern(star, star.pattern());
            columns.removeIf(column -> !pattern.matcher(column.name()).find());
        }
        check(star, columns);
        columns.removeIf(column -> star.excluded().contains(column.name()));
        columns.replaceAll(column -> star.replaced().stream()
                .filter(replacement -> replacement.name().equals(column.name()))
                .findFirst()
                .map(replacement -> new Column(column.name(), terms.resolve(replacement.expr(), Place.COLUMNS)))
                .orElse(column));
        if (columns.isEmpty()) {
            throw HogQlException.resolution("`*` stands for no column here", star.span());
        }
        return columns;
    }

    private List<Column> all(Expr.Star star) {
        var columns = new ArrayList<Column>();
        if (!star.qualifier().isEmpty()) {
            var source = terms.fields().source(star.qualifier(), star.span());
            if (source == null) {
                var known = scope.sources().stream().map(Source::shownName).toList();
                var name = String.join(".", star.qualifier());
                throw HogQlException.resolution(
                        "Unknown table `%s`%s".formatted(name, Suggestions.after(name, known)), star.span());
            }
            source.members().forEach((name, member) -> add(columns, source, name, member));
            return columns;
        }
        if (scope.sources().isEmpty()) {
            throw HogQlException.resolution("Cannot select `*` without FROM", star.span());
        }
        var merged = new HashSet<String>();
        for (var source : scope.sources()) {
            source.members().forEach((name, member) -> {
                var shadow = scope.shadows().get(name);
                if (shadow == null) {
                    add(columns, source, name, member);
                } else if (merged.add(name)) {
                    columns.add(new Column(name, shadow));
                }
            });
        }
        return columns;
    }

    private static void add(List<Column> columns, Source source, String name, Source.Member member) {
        switch (member) {
            case Source.Member.Plain(var label, var type) ->
                columns.add(
                        new Column(name, new Term.Column(source.label(), label, type.nullableIf(source.isNullable()))));
            case Source.Member.Derived _ -> {}
        }
    }

    private static Pattern pattern(Expr.Star star, String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw HogQlException.resolution(
                    "Invalid regular expression: %s".formatted(e.getDescription()), star.span());
        }
    }

    private static void check(Expr.Star star, List<Column> columns) {
        var names = new LinkedHashSet<String>();
        columns.forEach(column -> names.add(column.name()));
        var mentioned = new ArrayList<>(star.excluded());
        star.replaced().forEach(replacement -> mentioned.add(replacement.name()));
        for (var name : mentioned) {
            if (!names.contains(name)) {
                throw HogQlException.resolution(
                        "Unable to resolve field: %s%s".formatted(name, Suggestions.after(name, names)), star.span());
            }
        }
    }
}
