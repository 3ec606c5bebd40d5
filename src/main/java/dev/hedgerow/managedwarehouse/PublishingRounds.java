package dev.hedgerow.managedwarehouse;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.DbSchedulerException;
import dev.hedgerow.catalog.TablesChanged;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/** When the {@link Publisher} looks at a project: again and again, and at once when a table of it has changed. */
@Component
class PublishingRounds {

    private static final Logger LOG = LoggerFactory.getLogger(PublishingRounds.class);

    private final Backfills backfills;
    private final SchedulerClient scheduler;
    private final Clock clock;

    PublishingRounds(Backfills backfills, SchedulerClient scheduler, Clock clock) {
        this.backfills = backfills;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** From now on, until there is nothing to publish or nothing to publish into. */
    void begin(Backfill backfill) {
        scheduler.scheduleIfNotExists(
                WarehouseTasks.publish(backfill.organizationId(), backfill.teamId()), clock.instant());
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
        var round = WarehouseTasks.publish(backfill.organizationId(), backfill.teamId());
        try {
            scheduler.reschedule(round, clock.instant());
        } catch (DbSchedulerException busy) {
            LOG.debug("{} is not brought forward: {}", round, busy.getMessage());
        }
    }
}
