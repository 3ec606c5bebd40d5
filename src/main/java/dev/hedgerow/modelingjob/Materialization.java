package dev.hedgerow.modelingjob;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a view stands: what is asked of it, and what came of it. Whoever changes it, or starts or ends a run, has
 * locked it.
 */
@Entity
@Table(name = "materialization")
class Materialization {

    @Id
    private UUID viewId;

    private long teamId;
    private @Nullable Long everySeconds;
    private @Nullable Instant dueAt;
    private @Nullable Instant wantedAt;
    private @Nullable Instant retryAt;
    private int failures;
    private @Nullable Suspension suspended;
    private @Nullable Instant madeAt;
    private @Nullable IncrementalState incremental;
    private @Nullable Instant fullRefreshWantedAt;

    @SuppressWarnings("UnusedVariable") // queries read it
    private long jobs;

    @SuppressWarnings("UnusedVariable") // queries read it
    private @Nullable Long lastAttempt;

    @SuppressWarnings("NullAway.Init")
    protected Materialization() {}

    UUID view() {
        return viewId;
    }

    long team() {
        return teamId;
    }

    /** Somebody wants a run, which also ends a suspension. */
    void want(boolean fullRefresh, Instant now) {
        resume();
        ask(now);
        if (fullRefresh) {
            fullRefreshWantedAt = now;
        }
    }

    /** A run is wanted, by the way of another. */
    void ask(Instant now) {
        wantedAt = wantedAt == null ? now : wantedAt;
    }

    void schedule(Timetable timetable, Instant now) {
        if (!Objects.equals(everySeconds, timetable.every().toSeconds())) {
            everySeconds = timetable.every().toSeconds();
            dueAt = timetable.dueAfter(now);
        }
    }

    void unschedule() {
        everySeconds = null;
        dueAt = null;
    }

    /** Nothing is wanted any more, and what there was is gone. */
    void forget() {
        unschedule();
        withdraw();
        resume();
        madeAt = null;
        incremental = null;
        fullRefreshWantedAt = null;
    }

    boolean isAskedFor() {
        return wantedAt != null || retryAt != null;
    }

    /** What was asked for besides the schedule is taken back. */
    void withdraw() {
        wantedAt = null;
        retryAt = null;
    }

    boolean resume() {
        failures = 0;
        var was = suspended != null;
        suspended = null;
        return was;
    }

    /** Since when a run is due, if it is. */
    Optional<Instant> dueSince(Instant now) {
        return next().filter(moment -> !moment.isAfter(now));
    }

    /** When to look at it next. */
    Optional<Instant> next() {
        return Stream.of(wantedAt, retryAt, dueAt).filter(Objects::nonNull).min(Instant::compareTo);
    }

    /** Whether the schedule alone is why it is due, and the schedule is paused. */
    boolean isHeldBack(Instant now) {
        return suspended != null
                && Stream.of(wantedAt, retryAt).noneMatch(asked -> asked != null && !asked.isAfter(now));
    }

    boolean changedSinceSuspension(Model model) {
        return suspended != null && model.changedAt().isAfter(suspended.at());
    }

    /** A run begins, and serves all that was asked for up to now. */
    void begin(@Nullable Timetable timetable, Instant now) {
        withdraw();
        passSlot(timetable, now);
        jobs++;
    }

    /** Moves on to the next slot of the schedule. */
    void passSlot(@Nullable Timetable timetable, Instant now) {
        if (timetable != null && dueAt != null && !timetable.slot(dueAt).isAfter(now)) {
            dueAt = timetable.dueAfter(now);
        }
    }

    /** The run with this attempt is over. */
    void ended(long attempt) {
        lastAttempt = attempt;
    }

    void succeeded(Instant begun, RunMode mode, @Nullable IncrementalState state) {
        resume();
        madeAt = begun;
        incremental = state;
        if (mode == RunMode.FULL_REFRESH && fullRefreshWantedAt != null && !fullRefreshWantedAt.isAfter(begun)) {
            fullRefreshWantedAt = null;
        }
    }

    /** From where a run may go on; nothing when it is to begin anew. */
    @Nullable
    IncrementalState basis() {
        return fullRefreshWantedAt == null ? incremental : null;
    }

    /** How many runs have failed in a row, this one included. */
    int failed() {
        return ++failures;
    }

    void retry(@Nullable Instant moment) {
        retryAt = moment;
    }

    void suspend(UUID job, String reason, Instant now) {
        suspended = new Suspension(now, reason, job);
    }

    boolean isScheduled() {
        return everySeconds != null;
    }

    boolean isSuspended() {
        return suspended != null;
    }

    boolean isWanted() {
        return wantedAt != null;
    }

    /** Whether there is a table with its rows. */
    boolean isMade() {
        return madeAt != null;
    }

    /** Whether it would run by itself about now. */
    boolean isDue(Duration maxLateness, Instant now) {
        return timetable(maxLateness)
                .map(timetable -> dueAt != null && !timetable.slot(dueAt).isAfter(now))
                .orElse(false);
    }

    Optional<Timetable> timetable(Duration maxLateness) {
        return everySeconds == null
                ? Optional.empty()
                : Optional.of(Timetable.of(viewId, Duration.ofSeconds(everySeconds), maxLateness));
    }
}
