package dev.hedgerow.capture;

import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.Teams;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Gives the first project a month of a small shop's events, the way all events come: through the queue. */
@Component
class DemoData {

    private static final Logger LOG = LoggerFactory.getLogger(DemoData.class);
    private static final long FIRST_PROJECT = 1;
    private static final int CHUNK = 1000;

    private final DemoSettings settings;
    private final Teams teams;
    private final Queue queue;
    private final Loader loader;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;

    DemoData(
            DemoSettings settings,
            Teams teams,
            Queue queue,
            Loader loader,
            JdbcClient jdbc,
            TransactionOperations transactions,
            Clock clock) {
        this.settings = settings;
        this.teams = teams;
        this.queue = queue;
        this.loader = loader;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void offer() {
        if (settings.demoData()) {
            teams.find(FIRST_PROJECT)
                    .ifPresentOrElse(this::giveOnce, () -> LOG.warn("There is no project 1 to give demo data to"));
        }
    }

    void giveOnce(Team team) {
        transactions.executeWithoutResult(_ -> {
            var now = clock.instant();
            if (isFirstTime(team, now)) {
                add(team, now, new DemoShop(now).month());
            }
        });
        loader.wake();
    }

    private boolean isFirstTime(Team team, Instant now) {
        return jdbc.sql("INSERT INTO demo_data VALUES (:team, :now) ON CONFLICT DO NOTHING")
                        .param("team", team.id())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    private void add(Team team, Instant now, List<CapturedEvent> events) {
        for (int i = 0; i < events.size(); i += CHUNK) {
            queue.add(team, now, events.subList(i, Math.min(events.size(), i + CHUNK)));
        }
        LOG.info("Generated {} demo events for {}", events.size(), team);
    }
}
