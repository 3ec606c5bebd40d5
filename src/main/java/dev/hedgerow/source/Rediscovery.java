package dev.hedgerow.source;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import dev.hedgerow.auth.Teams;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds the tables that sources have gained since somebody looked. */
@Component
class Rediscovery {

    static final TaskDescriptor<Void> LOOK = TaskDescriptor.of("look-at-source");

    private static final Logger LOG = LoggerFactory.getLogger(Rediscovery.class);

    private final SourceRepository all;
    private final SourceService sources;
    private final SchemaInventory inventory;
    private final Teams teams;
    private final SchedulerClient scheduler;
    private final Clock clock;

    Rediscovery(
            SourceRepository all,
            SourceService sources,
            SchemaInventory inventory,
            Teams teams,
            @Lazy SchedulerClient scheduler,
            Clock clock) {
        this.all = all;
        this.sources = sources;
        this.inventory = inventory;
        this.teams = teams;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** One task a source, so that none of them waits for one that does not answer. */
    @Transactional(readOnly = true)
    public void arrange() {
        try (var found = all.findByDeletedAtIsNull()) {
            found.map(Source::id).toList().forEach(id -> {
                var look = LOOK.instance(id.toString()).build();
                scheduler.scheduleIfNotExists(look, clock.instant());
            });
        }
    }

    void look(UUID id) {
        all.findByIdAndDeletedAtIsNull(id)
                .ifPresent(source -> teams.find(source.teamId()).ifPresent(team -> {
                    try {
                        inventory.welcome(team, null, id, sources.discover(source));
                    } catch (Refusal unreachable) {
                        LOG.info("{} could not be looked at for new tables", id);
                    }
                }));
    }
}
