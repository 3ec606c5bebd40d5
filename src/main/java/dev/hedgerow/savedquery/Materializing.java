package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.WarehouseTables;
import dev.hedgerow.lineage.Lineage;
import dev.hedgerow.lineage.NodeKind;
import dev.hedgerow.modelingjob.Materializations;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What it means for a view to have a table: its rows, its place in the lineage, its schedule. */
@Component
class Materializing {

    private final Materializations runs;
    private final WarehouseTables tables;
    private final Lineage lineage;
    private final FrequencyLimits limits;

    Materializing(Materializations runs, WarehouseTables tables, Lineage lineage, FrequencyLimits limits) {
        this.runs = runs;
        this.tables = tables;
        this.lineage = lineage;
        this.limits = limits;
    }

    void hold(UUID view) {
        runs.hold(view);
    }

    /**
     * Runs the view at a frequency from now on, and once at once when it has no rows yet; or stops doing so.
     *
     * @throws dev.hedgerow.web.InvalidInput when what it reads, or who reads it, does not admit a new frequency
     */
    void follow(Team team, SavedQuery view, @Nullable SyncFrequency frequency) {
        if (frequency == null || frequency.interval == null) {
            view.pause();
            runs.unschedule(team, view.id());
            return;
        }
        if (!frequency.interval.equals(view.interval())) {
            limits.check(team, view.id(), frequency.interval);
        }
        var isNew = !view.isMaterialized();
        view.materialize(frequency.interval);
        lineage.describe(team, view.id().toString(), view.name(), NodeKind.MATVIEW);
        runs.schedule(team, view.id(), frequency.interval);
        if (isNew) {
            runs.runSoon(team, view.id(), false);
        }
    }

    /** Once a day, or what comes nearest of what is possible. */
    SyncFrequency usual(Team team, SavedQuery view) {
        return limits.nearest(team, view.id(), SyncFrequency.DAY);
    }

    /** The table goes, and the view is computed anew whenever it is read. */
    void revert(Team team, SavedQuery view) {
        runs.forget(team, view.id());
        tables.remove(team, view.name());
        view.revert();
        lineage.describe(team, view.id().toString(), view.name(), NodeKind.VIEW);
    }

    void rename(Team team, SavedQuery view, String name) {
        tables.rename(team, view.name(), name);
        var kind = view.isMaterialized() ? NodeKind.MATVIEW : NodeKind.VIEW;
        lineage.describe(team, view.id().toString(), name, kind);
    }
}
