package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.Origin;
import dev.hedgerow.hogql.plan.Rows;
import dev.hedgerow.hogql.plan.Term;
import dev.hedgerow.hogql.plan.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which columns of which tables feed the columns of every relation met so far. */
final class Lineage {

    private final Map<String, Map<String, Set<Origin>>> relations = new HashMap<>();
    private final IdentityHashMap<Rows, List<Set<Origin>>> known = new IdentityHashMap<>();

    void add(String relation, String column, Set<Origin> origins) {
        relations
                .computeIfAbsent(relation, _ -> new HashMap<>())
                .computeIfAbsent(column, _ -> new LinkedHashSet<>())
                .addAll(origins);
    }

    /** Makes the relation stand for the rows. */
    void add(String relation, Rows rows) {
        var origins = of(rows);
        for (var i = 0; i < origins.size(); i++) {
            add(relation, rows.columns().get(i).label(), origins.get(i));
        }
    }

    Set<Origin> of(String relation, String column) {
        return relations.getOrDefault(relation, Map.of()).getOrDefault(column, Set.of());
    }

    /** Column by column. All relations that the rows read must have been added. */
    List<Set<Origin>> of(Rows rows) {
        var done = known.get(rows);
        if (done == null) {
            done = switch (rows) {
                case Rows.Selection selection ->
                    selection.projections().stream()
                            .map(projection -> of(projection.term()))
                            .toList();
                case Rows.Combination combination -> merged(combination.branches());
                case Rows.Constants constants ->
                    constants.columns().stream().map(_ -> Set.<Origin>of()).toList();
                case Rows.With with -> of(with.body());
            };
            known.put(rows, done);
        }
        return done;
    }

    private List<Set<Origin>> merged(List<Rows> branches) {
        var merged = new ArrayList<Set<Origin>>();
        for (var branch : branches) {
            var origins = of(branch);
            for (var i = 0; i < origins.size(); i++) {
                if (merged.size() <= i) {
                    merged.add(new LinkedHashSet<>());
                }
                merged.get(i).addAll(origins.get(i));
            }
        }
        return merged;
    }

    Set<Origin> of(Term root) {
        var origins = new LinkedHashSet<Origin>();
        for (var term : Terms.below(root, _ -> false)) {
            if (term instanceof Term.Column column) {
                origins.addAll(of(column.relation(), column.label()));
            }
            Terms.rows(term).forEach(rows -> of(rows).forEach(origins::addAll));
        }
        return origins;
    }
}
