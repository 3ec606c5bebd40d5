package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.Catalog;
import dev.hedgerow.hogql.Schema;
import dev.hedgerow.hogql.TableDefinition;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.lineage.Lineage;
import dev.hedgerow.query.CompiledView;
import dev.hedgerow.query.InvalidView;
import dev.hedgerow.query.ViewCompiler;
import dev.hedgerow.web.Patch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a change of a view would do to those that read it. */
@Component
class Impact {

    private final SavedQueryRepository views;
    private final ViewChecker checker;
    private final ViewCompiler compiler;
    private final Catalog catalog;
    private final Lineage lineage;

    Impact(SavedQueryRepository views, ViewChecker checker, ViewCompiler compiler, Catalog catalog, Lineage lineage) {
        this.views = views;
        this.checker = checker;
        this.compiler = compiler;
        this.catalog = catalog;
        this.lineage = lineage;
    }

    /**
     * The descendants, nearest first.
     *
     * @param broken those that would no longer compile
     * @param reshaped those whose columns would be others
     */
    record Answer(int checked, List<Broken> broken, List<Reshaped> reshaped) {}

    record Broken(UUID id, String name, String reason) {}

    record Reshaped(UUID id, String name, List<String> added, List<String> removed, List<String> retyped) {}

    /** @throws dev.hedgerow.web.InvalidInput when the change itself would be refused for its query */
    Answer of(Team team, SavedQuery view, Patch<SavedQueryRequest> change) {
        var request = change.onto(SavedQueryRequest.of(view));
        var proposed = new Proposed(catalog.schema(team));
        if (!request.name().equals(view.name())) {
            proposed.absent(view.name());
        }
        proposed.put(request.name(), types(checker.check(team, request.query())));
        var broken = new ArrayList<Broken>();
        var reshaped = new ArrayList<Reshaped>();
        var readers = lineage.readersInOrder(team, view.id().toString()).stream()
                .map(node -> views.find(team.id(), UUID.fromString(node.reference())))
                .flatMap(Optional::stream) // one may just have been deleted
                .toList();
        for (var reader : readers) {
            try {
                var checked = compiler.check(team, ViewQuery.textOf(reader.query()), proposed);
                proposed.put(reader.name(), types(checked));
                difference(reader, checked).ifPresent(reshaped::add);
            } catch (InvalidView refused) {
                proposed.absent(reader.name());
                broken.add(new Broken(reader.id(), reader.name(), refused.getMessage()));
            }
        }
        return new Answer(readers.size(), broken, reshaped);
    }

    private static SequencedMap<String, Type> types(CompiledView view) {
        var types = new LinkedHashMap<String, Type>();
        view.tableColumns().forEach(column -> types.put(column.name(), column.parsedType()));
        return types;
    }

    private static Optional<Reshaped> difference(SavedQuery reader, CompiledView checked) {
        var before = new LinkedHashMap<String, String>();
        reader.columns().forEach(column -> before.put(column.name(), column.type()));
        var after = new LinkedHashMap<String, String>();
        checked.tableColumns().forEach(column -> after.put(column.name(), column.type()));
        var added = after.keySet().stream()
                .filter(name -> !before.containsKey(name))
                .toList();
        var removed = before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .toList();
        var retyped = after.keySet().stream()
                .filter(name -> before.containsKey(name) && !before.get(name).equals(after.get(name)))
                .toList();
        return added.isEmpty() && removed.isEmpty() && retyped.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reshaped(reader.id(), reader.name(), added, removed, retyped));
    }

    /** The project's tables, some of which are not what they are now. */
    private static final class Proposed implements Schema {

        private final Schema present;
        private final Map<String, @Nullable TableDefinition> changed = new HashMap<>();

        Proposed(Schema present) {
            this.present = present;
        }

        void put(String name, SequencedMap<String, Type> columns) {
            changed.put(name, new TableDefinition.Shape(name, columns));
        }

        void absent(String name) {
            changed.put(name, null);
        }

        @Override
        public Optional<TableDefinition> find(List<String> name) {
            var dotted = String.join(".", name);
            return changed.containsKey(dotted) ? Optional.ofNullable(changed.get(dotted)) : present.find(name);
        }

        @Override
        public Collection<String> names() {
            return present.names().stream()
                    .filter(name -> !changed.containsKey(name) || changed.get(name) != null)
                    .toList();
        }
    }
}
