package dev.hedgerow.modelingjob;

import dev.hedgerow.catalog.TableColumn;
import dev.hedgerow.catalog.TableContents;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.Column;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.engine.WarehouseException;
import dev.hedgerow.engine.Written;
import dev.hedgerow.query.CompiledView;
import dev.hedgerow.query.InvalidView;
import dev.hedgerow.query.ViewCompiler;
import dev.hedgerow.worker.CrashPoints;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Runs one view into its table: begin, write, close. No transaction is open while the warehouse works. */
@Component
class Materializer {

    private static final Logger LOG = LoggerFactory.getLogger(Materializer.class);
    private static final int COMPILATIONS = 3;

    private final JobLog log;
    private final Asking asking;
    private final LiveRuns live;
    private final Leftovers leftovers;
    private final ViewCompiler compiler;
    private final Increments increments;
    private final Expectations expectations;
    private final Warehouse warehouse;
    private final CrashPoints crash;
    private final MaterializationProperties properties;

    Materializer(
            JobLog log,
            Asking asking,
            LiveRuns live,
            Leftovers leftovers,
            ViewCompiler compiler,
            Increments increments,
            Expectations expectations,
            Warehouse warehouse,
            CrashPoints crash,
            MaterializationProperties properties) {
        this.log = log;
        this.asking = asking;
        this.live = live;
        this.leftovers = leftovers;
        this.compiler = compiler;
        this.increments = increments;
        this.expectations = expectations;
        this.warehouse = warehouse;
        this.crash = crash;
        this.properties = properties;
    }

    /** Does what there is to do for the view, if anything. */
    void run(UUID view, BooleanSupplier stopping) {
        switch (log.begin(view)) {
            case JobLog.Turn.Idle() -> {}
            case JobLog.Turn.Waiting(var team, var upstream, var since) ->
                asking.unasked(team, upstream)
                        .forEach((wanted, changed) -> asking.ask(team, wanted, changed, view, since));
            case JobLog.Turn.Begun(var run, var lost) -> {
                crash.reach("after the lease");
                if (lost != null) {
                    drop(lost);
                }
                run(run, stopping);
            }
        }
    }

    private void run(Assignment run, BooleanSupplier stopping) {
        try (var entry = live.enter(run)) {
            var made = write(run, entry);
            crash.reach("after the table is written");
            if (!log.complete(run, made)) {
                drop(run);
            }
            crash.reach("after the commit");
        } catch (WarehouseException.Cancelled | WarehouseException.Unavailable interrupted) {
            // Who cancelled it has closed it; else this process is ending.
            if (Thread.interrupted()
                    || stopping.getAsBoolean()
                    || interrupted instanceof WarehouseException.Unavailable) {
                log.handOver(run);
            }
        } catch (RuntimeException e) {
            LOG.info("{} of {} failed: {}", run.view(), run.team(), e.toString(), unforeseen(e));
            log.fail(run, Failure.of(e, run.job()));
            // Not simply this version: it may be published, with only the word of it lost.
            leftovers.dropOf(run.team());
        }
    }

    private Made write(Assignment run, LiveRuns.Entry entry) {
        for (int compilation = 1; ; compilation++) {
            var view = compiler.compile(run.team(), run.model().hogql());
            try {
                var step = increments.step(run, view);
                return step.isPresent() ? advance(run, view, step.get(), entry) : refresh(run, view, entry);
            } catch (WarehouseException.TableMissing replaced) {
                // A table that it reads was replaced since it was compiled, and the old version is gone.
                if (compilation == COMPILATIONS) {
                    throw replaced;
                }
            }
        }
    }

    private Made refresh(Assignment run, CompiledView view, LiveRuns.Entry entry) {
        var written = written(run, view, entry);
        return checked(run, view, written, RunMode.FULL_REFRESH, entry.cancellation());
    }

    private Written written(Assignment run, CompiledView view, LiveRuns.Entry entry) {
        try (var _ = expectations.of(run, view, entry)) {
            return warehouse.materialize(
                    run.namespace(),
                    run.version(),
                    view.sql(),
                    properties.timeout(),
                    entry.cancellation(),
                    entry.progress());
        }
    }

    private Made advance(Assignment run, CompiledView view, Increments.Step step, LiveRuns.Entry entry) {
        log.markIncremental(run);
        var written = warehouse.advance(
                run.namespace(),
                step.from(),
                run.version(),
                step.increment(),
                properties.timeout(),
                entry.cancellation(),
                entry.progress());
        return checked(run, view, written, RunMode.INCREMENTAL, entry.cancellation());
    }

    private Made checked(Assignment run, CompiledView view, Written written, RunMode mode, Cancellation cancellation) {
        var contents = new TableContents(run.version(), view.tableColumns(), written.rows());
        requireDescribed(contents, written);
        return new Made(contents, written.changed(), mode, increments.after(run, view, contents, mode, cancellation));
    }

    /** The engine has read the table back; one that it finds other than the catalog will describe it was not made. */
    private static void requireDescribed(TableContents contents, Written written) {
        var described = contents.columns().stream().map(TableColumn::name).toList();
        var found = written.columns().stream().map(Column::name).toList();
        if (!found.equals(described)) {
            throw new IllegalStateException("described %s and wrote %s".formatted(described, found));
        }
    }

    /** Lets go of what an attempt wrote, if it got so far; what stays now is swept up later. */
    private void drop(Assignment attempt) {
        try {
            warehouse.drop(attempt.namespace(), attempt.version());
        } catch (WarehouseException e) {
            LOG.info("{} stays for a while: {}", attempt.version(), e.getMessage());
        }
    }

    private static @Nullable Throwable unforeseen(RuntimeException e) {
        return e instanceof WarehouseException || e instanceof InvalidView || e instanceof NotIncremental ? null : e;
    }
}
