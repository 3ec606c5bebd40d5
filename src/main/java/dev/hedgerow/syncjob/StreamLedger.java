package dev.hedgerow.syncjob;

import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.syncjob.FollowedTable.Folded;
import dev.hedgerow.syncjob.State.History;
import dev.hedgerow.syncjob.State.KeptColumn;
import dev.hedgerow.syncjob.SyncFinished.Failed;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the following of changes writes down about each table, under the lock of its schema. */
@Service
@Transactional
class StreamLedger {

    private static final Duration ROUND = Duration.ofMinutes(5);

    private final Progress progress;
    private final Jobs jobs;
    private final SyncTasks tasks;
    private final SyncedTables tables;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    StreamLedger(
            Progress progress,
            Jobs jobs,
            SyncTasks tasks,
            SyncedTables tables,
            ApplicationEventPublisher events,
            Clock clock) {
        this.progress = progress;
        this.jobs = jobs;
        this.tasks = tasks;
        this.tables = tables;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Where a table stands.
     *
     * @param isRead whether it is being read as a whole just now
     */
    record Standing(Sync sync, State state, boolean isRead) {

        /** Whether changes that are not applied yet must not be forgotten by the source. */
        boolean holds() {
            return isRead || (!state.isFollowed() && state.history() != null);
        }
    }

    public Map<UUID, Standing> standings(Capture capture) {
        var standings = new LinkedHashMap<UUID, Standing>();
        for (var sync : capture.tables()) {
            progress.lock(sync.schema())
                    .ifPresent(row -> standings.put(
                            sync.schema(),
                            new Standing(
                                    sync,
                                    row.state(),
                                    jobs.running(sync.schema()).isPresent())));
        }
        return standings;
    }

    /** Shows readers what changes have made of a table, once that is safe in the warehouse. */
    public void applied(FollowedTable table, Folded done, Map<TableVersion, Long> rows) {
        var sync = table.sync();
        var row = progress.lock(sync.schema());
        if (row.isEmpty() || !table.isStill(sync, row.get().state())) {
            return; // it is being read anew
        }
        var state = row.get().state();
        var round = sync.cadence() == null ? ROUND : sync.cadence().interval();
        if (done.present() != null) {
            var version = done.present().version();
            state = state.published(version.number(), done.present().columns());
            tables.publish(sync, version, done.present().columns(), Objects.requireNonNull(rows.get(version)));
            if (sync.showsState()) {
                jobs.round(sync, "incremental_merge", done.presentRows(), round);
            }
        }
        if (done.past() != null) {
            var history = new History(
                    done.past().version().number(),
                    KeptColumn.of(done.past().columns()),
                    Objects.requireNonNull(state.history()).moment(),
                    Objects.requireNonNull(rows.get(done.past().version())));
            state = state.keeping(history);
            tables.publish(sync, history);
            jobs.round(sync, "scd2_append", done.pastRows(), round);
        }
        progress.save(sync.schema(), state);
        events.publishEvent(new ChangesApplied(sync.schema(), clock.instant()));
    }

    /** Lets the tables be read anew because changes are lost; whoever asks does so already. */
    public void startAnew(Capture capture, @Nullable Sync asking, String why) {
        for (var sync : capture.tables()) {
            if (asking == null || !asking.schema().equals(sync.schema())) {
                startAfterGap(sync.schema(), why);
            } else {
                progress.lock(sync.schema())
                        .ifPresent(
                                row -> progress.save(sync.schema(), row.state().withGap()));
            }
        }
    }

    /** Lets a table be read anew because changes to it are lost, which its history has to know. */
    public void startAfterGap(UUID schema, String why) {
        progress.lock(schema).ifPresent(row -> {
            progress.save(schema, row.state().withGap());
            startAnew(schema, why);
        });
    }

    /** Lets a table be read anew; until then readers keep what they have. */
    public void startAnew(UUID schema, String why) {
        var row = progress.lock(schema);
        if (row.isEmpty()) {
            return;
        }
        var state = row.get().state();
        jobs.running(schema).ifPresent(run -> jobs.close(run, SyncRun.Status.FAILED, why));
        jobs.newest(schema).ifPresent(run -> jobs.log(run, "WARNING", why));
        progress.save(schema, state.at(null, Sync.CDC_MODE).staging(null));
        progress.want(schema, null, false);
        tasks.arrange(schema, clock.instant());
    }

    /** A column cannot hold its own values: it is read anew, as text. */
    public void readAsText(UUID schema, String column, String why) {
        progress.lock(schema).ifPresent(row -> {
            var columns = new HashSet<>(row.state().columnsAsText());
            columns.add(column);
            progress.save(schema, row.state().withText(columns));
            startAnew(schema, why);
        });
    }

    /** Says in a run of its own that a table cannot be followed. */
    public void fail(Sync sync, Failed failure) {
        progress.lock(sync.schema(), sync.team().id());
        if (jobs.running(sync.schema()).isEmpty()) {
            var run = jobs.open(sync, null);
            jobs.close(run, SyncRun.Status.FAILED, failure.error());
            jobs.log(run, "ERROR", failure.error());
            events.publishEvent(new SyncFinished(sync.schema(), run.id(), clock.instant(), failure));
        }
    }

    /** The tables are followed again, after trouble. */
    public void recovered(Capture capture) {
        standings(capture).values().stream()
                .filter(standing -> standing.state().isFollowed() && !standing.isRead())
                .forEach(standing ->
                        events.publishEvent(new ChangesApplied(standing.sync().schema(), clock.instant())));
    }

    public void warn(Capture capture, String message) {
        capture.tables()
                .forEach(sync -> jobs.newest(sync.schema()).ifPresent(run -> jobs.log(run, "WARNING", message)));
    }
}
