package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Team;
import dev.hedgerow.hogql.type.TypeNames;
import dev.hedgerow.lineage.Lineage;
import dev.hedgerow.lineage.Node;
import dev.hedgerow.query.CompiledView;
import dev.hedgerow.query.InvalidView;
import dev.hedgerow.query.ViewCompiler;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The columns that views are known by, kept true when what they read changes shape. */
@Component
class ViewColumns {

    private final SavedQueryRepository views;
    private final ViewCompiler compiler;
    private final Lineage lineage;

    ViewColumns(SavedQueryRepository views, ViewCompiler compiler, Lineage lineage) {
        this.views = views;
        this.compiler = compiler;
        this.lineage = lineage;
    }

    /** The columns in the order of the SELECT; where the client names types of its own, by those. */
    static List<ViewColumn> of(CompiledView checked, @Nullable JsonNode types) {
        var inferred = checked.columns().stream().map(ViewColumn::of).toList();
        if (types == null || !types.isArray() || types.isEmpty()) {
            return inferred;
        }
        var known = inferred.stream().collect(Collectors.toMap(ViewColumn::name, Function.identity()));
        return types.valueStream()
                .filter(pair -> pair.size() == 2
                        && pair.get(0).isString()
                        && pair.get(1).isString())
                .map(pair -> hinted(pair.get(0).stringValue(), pair.get(1).stringValue(), known))
                .toList();
    }

    private static ViewColumn hinted(String name, String type, Map<String, ViewColumn> inferred) {
        var known = inferred.get(name);
        var isType = TypeNames.parse(type).isPresent();
        var otherwise = known == null ? "String" : known.type();
        return new ViewColumn(name, isType ? type : otherwise, null, known == null ? List.of() : known.sources());
    }

    /**
     * Looks again at the views that read this one, and at those that read them, as far as their columns change too. A
     * reader that no longer compiles keeps the columns that it had.
     */
    void refreshReaders(Team team, SavedQuery changed) {
        var open = new ArrayDeque<>(lineage.readers(team, changed.id().toString()));
        var seen = new HashSet<Node>();
        while (!open.isEmpty()) {
            var reader = open.poll();
            if (seen.add(reader) && refresh(team, UUID.fromString(reader.reference()))) {
                open.addAll(lineage.readers(team, reader.reference()));
            }
        }
    }

    private boolean refresh(Team team, UUID id) {
        var view = views.find(team.id(), id);
        if (view.isEmpty() || view.get().columns().isEmpty()) {
            return false;
        }
        try {
            var columns = of(compiler.check(team, ViewQuery.textOf(view.get().query())), null);
            if (columns.equals(view.get().columns())) {
                return false;
            }
            view.get().show(columns);
            views.flush();
            return true;
        } catch (InvalidView broken) {
            return false;
        }
    }
}
