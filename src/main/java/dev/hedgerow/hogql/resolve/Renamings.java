package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.plan.Rows;
import java.util.ArrayList;
import java.util.List;

/** The same rows with other names for their columns. */
final class Renamings {

    private Renamings() {}

    static Rows of(Rows rows, List<String> names) {
        return switch (rows) {
            case Rows.Selection selection -> {
                var projections = new ArrayList<Rows.Projection>();
                for (var i = 0; i < names.size(); i++) {
                    var projection = selection.projections().get(i);
                    projections.add(new Rows.Projection(projection.term(), renamed(projection.output(), names.get(i))));
                }
                yield selection.projecting(projections);
            }
            case Rows.Combination combination ->
                new Rows.Combination(
                        combination.operator(),
                        combination.all(),
                        combination.branches(),
                        renamed(combination.columns(), names),
                        combination.orderBy(),
                        combination.limit());
            case Rows.Constants constants -> new Rows.Constants(constants.rows(), renamed(constants.columns(), names));
            case Rows.With with -> new Rows.With(with.tables(), of(with.body(), names));
        };
    }

    private static List<Rows.Output> renamed(List<Rows.Output> columns, List<String> names) {
        var renamed = new ArrayList<Rows.Output>();
        for (var i = 0; i < names.size(); i++) {
            renamed.add(renamed(columns.get(i), names.get(i)));
        }
        return renamed;
    }

    private static Rows.Output renamed(Rows.Output column, String name) {
        return new Rows.Output(name, column.label(), column.type());
    }
}
