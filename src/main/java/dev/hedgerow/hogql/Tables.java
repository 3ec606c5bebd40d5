package dev.hedgerow.hogql;

import dev.hedgerow.hogql.ast.Cte;
import dev.hedgerow.hogql.ast.Query;
import dev.hedgerow.hogql.ast.Relation;
import dev.hedgerow.hogql.parser.QueryParser;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names that stand in FROM, whether or not there are such tables. */
final class Tables {

    private Tables() {}

    static Set<String> named(String text) {
        var names = new LinkedHashSet<String>();
        var common = new LinkedHashSet<String>();
        var open = new ArrayDeque<Query>();
        try {
            open.add(QueryParser.parse(text).query());
        } catch (HogQlException e) {
            return Set.of();
        }
        while (!open.isEmpty()) {
            var query = open.poll();
            switch (query) {
                case Query.Select select -> {
                    addCommon(select.ctes(), common, open);
                    if (select.from() != null) {
                        add(select.from().first(), names, open);
                        select.from().joins().forEach(join -> add(join.right(), names, open));
                    }
                }
                case Query.Compound compound -> {
                    addCommon(compound.ctes(), common, open);
                    open.addAll(compound.branches());
                }
                case Query.Values _ -> {}
            }
        }
        names.removeAll(common);
        return names;
    }

    private static void addCommon(List<Cte> ctes, Set<String> common, ArrayDeque<Query> open) {
        for (var cte : ctes) {
            if (cte instanceof Cte.OfQuery query) {
                common.add(query.name());
                open.add(query.query());
            }
        }
    }

    private static void add(Relation relation, Set<String> names, ArrayDeque<Query> open) {
        switch (relation.source()) {
            case Relation.Source.Table(var name, var _) -> names.add(String.join(".", name));
            case Relation.Source.Nested(var query) -> open.add(query);
            case Relation.Source.Function _ -> {}
        }
    }
}
