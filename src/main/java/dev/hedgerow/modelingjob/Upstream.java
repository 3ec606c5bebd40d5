package dev.hedgerow.modelingjob;

import static java.util.stream.Collectors.toMap;

import dev.hedgerow.auth.Team;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether the materialized views that a view reads are as they should be when it runs. */
@Component
class Upstream {

    private final KnownModels models;
    private final MaterializationRepository standings;
    private final Runs runs;
    private final MaterializationProperties properties;
    private final Clock clock;

    Upstream(
            KnownModels models,
            MaterializationRepository standings,
            Runs runs,
            MaterializationProperties properties,
            Clock clock) {
        this.models = models;
        this.standings = standings;
        this.runs = runs;
        this.properties = properties;
        this.clock = clock;
    }

    /** What a view's run, asked for at {@code since}, finds before it. */
    sealed interface State {

        /** All it reads is there. */
        record Ready() implements State {}

        /**
         * These run first; each is given one try for each time that this view is asked for. They come with the moment
         * since when they mean what they mean now.
         */
        record Pending(SequencedMap<UUID, Instant> views) implements State {}

        /** This view was never made, so that there is nothing to read. */
        record Missing(UUID view, @Nullable String error) implements State {}
    }

    State of(Model model, Instant since) {
        var views = models.upstream(model);
        return views.isEmpty() ? new State.Ready() : of(model.team(), views, since);
    }

    /** Whether this view is still to run before another one that was asked for at {@code since}. */
    boolean isPending(Team team, Materialization standing, Instant changed, Instant since) {
        var last = runs.last(team, List.of(standing.view())).get(standing.view());
        return isPending(standing, last, changed, since);
    }

    private State of(Team team, SequencedMap<UUID, Instant> changes, Instant since) {
        var views = changes.sequencedKeySet();
        var known = standings.findByViewIdIn(views).stream().collect(toMap(Materialization::view, Function.identity()));
        var last = runs.last(team, views);
        var pending = new LinkedHashMap<UUID, Instant>();
        State otherwise = new State.Ready();
        for (var change : changes.entrySet()) {
            var view = change.getKey();
            var standing = known.get(view);
            var job = last.get(view);
            if (isPending(standing, job, change.getValue(), since)) {
                pending.put(view, change.getValue());
            } else if (standing == null || !standing.isMade()) {
                otherwise = new State.Missing(view, job == null ? null : job.error());
            }
        }
        return pending.isEmpty() ? otherwise : new State.Pending(pending);
    }

    private boolean isPending(
            @Nullable Materialization standing, Runs.@Nullable Last job, Instant changed, Instant since) {
        if (job != null && job.isRunning()) {
            return true;
        }
        if (job != null && job.isTriedSince(since)) {
            return false;
        }
        return standing == null
                || standing.isWanted()
                || isEdited(job, changed)
                || (!standing.isSuspended() && isStale(standing));
    }

    /** Whether its rows are those of another text; where a run with the new one failed, the old rows will do. */
    private static boolean isEdited(Runs.@Nullable Last job, Instant changed) {
        return job != null && !job.isTriedSince(changed);
    }

    private boolean isStale(Materialization standing) {
        return !standing.isMade() || standing.isDue(properties.jitter(), clock.instant());
    }
}
