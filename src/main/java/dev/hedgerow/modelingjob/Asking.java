package dev.hedgerow.modelingjob;

import dev.hedgerow.auth.Team;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Asks for the run of a view on behalf of another one that reads it. */
@Service
@Transactional
class Asking {

    private final MaterializationRepository standings;
    private final JobRepository jobs;
    private final Upstream upstream;
    private final Waits waits;
    private final Trigger trigger;
    private final Clock clock;

    Asking(
            MaterializationRepository standings,
            JobRepository jobs,
            Upstream upstream,
            Waits waits,
            Trigger trigger,
            Clock clock) {
        this.standings = standings;
        this.jobs = jobs;
        this.upstream = upstream;
        this.waits = waits;
        this.trigger = trigger;
        this.clock = clock;
    }

    /**
     * Those of the views that neither run nor are to run because somebody asked. It counts once the wait for them is
     * recorded: who runs or is to run from then on will end that wait.
     */
    public Map<UUID, Instant> unasked(Team team, Map<UUID, Instant> views) {
        var unasked = new LinkedHashMap<>(views);
        unasked.keySet().retainAll(standings.unasked(team.id(), views.keySet().toArray(UUID[]::new)));
        return unasked;
    }

    /** Has the view run, unless it runs or has run meanwhile, perhaps for a third one. */
    public void ask(Team team, UUID view, Instant changed, UUID reader, Instant since) {
        standings.createIfAbsent(view, team.id());
        var standing = standings.lock(view).orElseThrow();
        if (jobs.findRunning(team.id(), view).isPresent()) {
            return;
        }
        if (!upstream.isPending(team, standing, changed, since)) {
            waits.forget(reader, view);
            return;
        }
        standing.ask(clock.instant());
        trigger.arrange(standing);
    }
}
