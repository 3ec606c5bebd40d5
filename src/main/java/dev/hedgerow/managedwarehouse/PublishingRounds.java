package dev.hedgerow.managedwarehouse;

import dev.hedgerow.catalog.TablesChanged;
import dev.hedgerow.worker.DueTasks;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/** When the {@link Publisher} looks at a project: again and again, and at once when a table of it has changed. */
@Component
class PublishingRounds {

    private final Backfills backfills;
    private final DueTasks tasks;
    private final Clock clock;

    PublishingRounds(Backfills backfills, DueTasks tasks, Clock clock) {
        this.backfills = backfills;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** From now on, until there is nothing to publish or nothing to publish into. */
    void begin(Backfill backfill) {
        tasks.arrange(WarehouseTasks.publish(backfill.organizationId(), backfill.teamId()), clock.instant());
    }

    /**
     * After the commit, and never in the way of it: whoever made the change does not care whether it is published, and
     * a round that is not brought forward comes a little later.
     */
    @TransactionalEventListener
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void on(TablesChanged change) {
        backfills.of(change.team()).ifPresent(this::bringForward);
    }

    private void bringForward(Backfill backfill) {
        tasks.bringForward(WarehouseTasks.publish(backfill.organizationId(), backfill.teamId()), clock.instant());
    }
}
