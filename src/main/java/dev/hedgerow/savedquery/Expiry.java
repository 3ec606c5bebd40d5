package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.Teams;
import dev.hedgerow.lineage.Lineage;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Deletes test views whose time is over, unless others have come to read them. */
@Component
class Expiry {

    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);

    private final SavedQueryRepository views;
    private final SavedQueryEditor editor;
    private final Lineage lineage;
    private final Teams teams;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Expiry(
            SavedQueryRepository views,
            SavedQueryEditor editor,
            Lineage lineage,
            Teams teams,
            TransactionTemplate transaction,
            Clock clock) {
        this.views = views;
        this.editor = editor;
        this.lineage = lineage;
        this.teams = teams;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void deleteExpired() {
        views.findExpired(clock.instant())
                .forEach(view -> teams.find(view.teamId()).ifPresent(team -> delete(team, view.id())));
    }

    private void delete(Team team, UUID id) {
        transaction.executeWithoutResult(_ -> {
            var view = editor.locked(team, id);
            if (lineage.readers(team, id.toString()).isEmpty()) {
                editor.remove(team, view);
                LOG.info("Deleted test view {} of {}, whose time was over", view.knownName(), team);
            }
        });
    }
}
