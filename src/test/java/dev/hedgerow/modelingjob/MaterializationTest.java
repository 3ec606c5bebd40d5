package dev.hedgerow.modelingjob;

import static dev.hedgerow.modelingjob.JobStatus.CANCELLED;
import static dev.hedgerow.modelingjob.JobStatus.COMPLETED;
import static dev.hedgerow.modelingjob.JobStatus.FAILED;
import static dev.hedgerow.modelingjob.JobStatus.RUNNING;
import static dev.hedgerow.modelingjob.JobStatus.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hedgerow.Concurrently;
import dev.hedgerow.ServerTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** From asking for a run to the rows of the table. */
@ServerTest
@Timeout(120)
class MaterializationTest {

    static final String ENDLESS =
            "select sum(a.number * b.number) as n from numbers(10000000) a cross join numbers(10000000) b";

    @Autowired
    Materializations materializations;

    @Autowired
    TransactionTemplate transactions;

    Workbench bench;

    @BeforeEach
    void project(@Autowired Workbench.Factory benches) {
        bench = benches.create();
    }

    @Test
    @Tag("pain-8")
    void aRunLeavesATableThatQueriesCanRead() {
        var view = bench.view("numbers", "select number, number * 2 as twice from numbers(1000)");

        bench.run(view);

        bench.awaitJobs(view, COMPLETED);
        assertThat(bench.rows("numbers", "count(*), sum(twice)")).containsExactly("1000", "999000");
        assertThat(bench.job(view)).containsEntry("rows_materialized", 1000L).containsEntry("rows_expected", 1000L);
    }

    @Test
    @Tag("pain-14")
    @Tag("pain-21")
    void theNextRunReplacesTheRowsAndTheOldOnesGo() {
        var view = bench.view("numbers", "select 1 as n");
        bench.run(view);
        bench.awaitJobs(view, COMPLETED);

        bench.models().change(view, "select 'two' as n, 3 as m");
        bench.run(view);

        bench.awaitJobs(view, COMPLETED, COMPLETED);
        assertThat(bench.rows("numbers", "n, m")).containsExactly("two", "3");
        bench.awaitNoLeftovers();
    }

    @Test
    @Tag("pain-21")
    void noRowsAreARightResult() {
        var view = bench.view("nothing", "select number from numbers(10) where number > 100");

        bench.run(view);

        bench.awaitJobs(view, COMPLETED);
        assertThat(bench.rows("nothing", "count(*)")).containsExactly("0");
    }

    @Test
    @Tag("pain-2")
    void whenARunFailsTheLastGoodRowsStayAndTheErrorIsTold() {
        var view = bench.view("numbers", "select 1 as n");
        bench.run(view);
        bench.awaitJobs(view, COMPLETED);

        bench.models().change(view, "select _toInt64(concat('x', toString(number))) as n from numbers(3)");
        bench.run(view);

        bench.awaitJobs(view, COMPLETED, FAILED);
        assertThat(bench.error(view)).startsWith("View \"numbers\": ").contains("x0");
        assertThat(bench.rows("numbers", "n")).containsExactly("1");
        bench.awaitNoLeftovers();
    }

    @Test
    @Tag("pain-2")
    void aTextThatNoLongerFitsFailsWithItsReason() {
        var view = bench.view("broken", "select n from gone");

        bench.run(view);

        bench.awaitJobs(view, FAILED);
        assertThat(bench.error(view)).isEqualTo("View \"broken\": Invalid query: Unknown table `gone`.");
    }

    @Test
    void aRollbackTakesTheAskingBack() {
        var view = bench.view("numbers", "select 1 as n");

        transactions.executeWithoutResult(transaction -> {
            bench.run(view);
            transaction.setRollbackOnly();
        });

        assertThat(bench.isArranged(view)).isFalse();
        assertThat(bench.statuses(view)).isEmpty();
    }

    @Test
    @Tag("pain-21")
    void askedTwentyTimesAtOnceItRunsOnceOrOnceMore() throws Exception {
        var view = bench.view("numbers", "select 1 as n");

        Concurrently.run(20, () -> {
            bench.run(view);
            return view;
        });

        bench.awaitIdle(view);
        assertThat(bench.statuses(view)).hasSizeBetween(1, 2).containsOnly(COMPLETED);
    }

    @Test
    void askedForDuringARunAnotherOneFollows() {
        var view = bench.view("slow", ENDLESS);
        bench.run(view);
        bench.awaitJobs(view, RUNNING);

        bench.run(view);
        bench.run(view);
        bench.models().change(view, "select 1 as n");
        bench.cancelRunningStatement(view);

        bench.awaitJobs(view, CANCELLED, COMPLETED);
        bench.awaitIdle(view);
        assertThat(bench.statuses(view)).containsExactly(CANCELLED, COMPLETED);
    }

    @Test
    @Tag("pain-23")
    void cancellingStopsTheStatementWithinTwoSeconds() {
        var view = bench.view("slow", ENDLESS);
        bench.run(view);
        bench.awaitJobs(view, RUNNING);

        assertThat(materializations.cancel(bench.team(), view)).isTrue();

        assertThat(bench.statuses(view)).containsExactly(CANCELLED);
        await().atMost(Duration.ofSeconds(2)).until(() -> bench.isIdle(view));
        assertThat(materializations.cancel(bench.team(), view)).isFalse();
        bench.awaitNoLeftovers();
    }

    @Test
    void rowsGrowWhileItRuns() {
        var view = bench.view("growing", "select number, toString(number * 7) as text from numbers(8000000)");
        bench.run(view);

        await().atMost(Workbench.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(bench.job(view).toString())
                        .containsPattern("status=Running.*rows_materialized=[1-9]\\d*, rows_expected=8000000"));
        bench.awaitJobs(view, COMPLETED);
        assertThat(bench.job(view)).containsEntry("rows_materialized", 8_000_000L);
    }

    @Test
    void aViewThatIsForgottenRunsNoLonger() {
        var view = bench.view("slow", ENDLESS);
        materializations.schedule(bench.team(), view, Duration.ofHours(1));
        bench.run(view);
        bench.awaitJobs(view, RUNNING);

        materializations.forget(bench.team(), view);

        bench.awaitIdle(view);
        assertThat(bench.statuses(view)).containsExactly(CANCELLED);
        assertThat(bench.isArranged(view)).isFalse();
    }

    @Test
    void aScheduleRunsTheViewOncePerSlot() {
        var view = bench.view("often", "select 1 as n");
        materializations.schedule(bench.team(), view, Duration.ofSeconds(1));

        bench.awaitJobs(view, COMPLETED, COMPLETED);
        materializations.unschedule(bench.team(), view);

        bench.awaitIdle(view);
        assertThat(bench.isArranged(view)).isFalse();
        assertThat(bench.slotsOf(view, Duration.ofSeconds(1))).doesNotHaveDuplicates();
    }

    @Test
    @Tag("pain-6")
    void aScheduleThatWasMissedForDaysIsMadeUpForOnce() {
        var view = bench.view("late", "select 1 as n");
        materializations.schedule(bench.team(), view, Duration.ofHours(1));

        bench.makeDue(view, Duration.ofDays(3));

        bench.awaitJobs(view, COMPLETED);
        bench.awaitIdle(view);
        assertThat(bench.statuses(view)).containsExactly(COMPLETED);
        assertThat(bench.dueIn(view)).isPositive().isLessThan(Duration.ofMinutes(66));
    }

    @Test
    @Tag("pain-5")
    @Tag("pain-6")
    void aLostTaskIsFoundAgain() {
        var view = bench.view("lost", "select 1 as n");
        materializations.schedule(bench.team(), view, Duration.ofHours(1));
        bench.loseTask(view);
        bench.makeDue(view, Duration.ofMinutes(1));

        bench.awaitJobs(view, COMPLETED);
    }

    @Test
    @Tag("pain-3")
    void whatIsDueUpstreamRunsFirstAndDiamondsOnce() {
        var root = bench.view("root", "select number as n from numbers(5)");
        var left = bench.view("left_side", "select n + 1 as n from root", root);
        var right = bench.view("right_side", "select n * 2 as n from root", root);
        var top =
                bench.view("top", "select sum(l.n) as n from left_side l join right_side r on l.n = r.n", left, right);

        bench.run(top);

        bench.awaitJobs(top, COMPLETED);
        assertThat(List.of(root, left, right, top))
                .allSatisfy(view -> assertThat(bench.statuses(view)).containsExactly(COMPLETED));
        assertThat(bench.order()).startsWith("root").endsWith("top");
        assertThat(bench.rows("top", "n")).containsExactly("6");
    }

    @Test
    void whatWasEditedUpstreamRunsFirstAndDiamondsOnce() {
        var root = bench.view("root", "select number as n from numbers(5)");
        var left = bench.view("left_side", "select n + 1 as n from root", root);
        var right = bench.view("right_side", "select n * 2 as n from root", root);
        var top =
                bench.view("top", "select sum(l.n) as n from left_side l join right_side r on l.n = r.n", left, right);
        bench.run(top);
        bench.awaitJobs(top, COMPLETED);

        bench.models().change(root, "select number as n from numbers(7)");
        bench.run(top);

        bench.awaitJobs(top, COMPLETED, COMPLETED);
        assertThat(List.of(root, left, right, top))
                .allSatisfy(view -> assertThat(bench.statuses(view)).containsExactly(COMPLETED, COMPLETED));
        assertThat(bench.rows("top", "n")).containsExactly("12");
        bench.run(top);
        bench.awaitJobs(top, COMPLETED, COMPLETED, COMPLETED);
        assertThat(bench.statuses(root)).hasSize(2);
    }

    @Test
    void anEditThatFailsUpstreamIsTriedOnce() {
        var below = bench.view("below", "select 7 as n");
        var above = bench.view("above", "select n from below", below);
        bench.run(above);
        bench.awaitJobs(above, COMPLETED);

        bench.models().change(below, "select _toInt64('x') as n from numbers(1)");
        bench.run(above);
        bench.awaitJobs(above, COMPLETED, COMPLETED);
        bench.run(above);
        bench.awaitJobs(above, COMPLETED, COMPLETED, COMPLETED);

        assertThat(bench.statuses(below)).containsExactly(COMPLETED, FAILED);
        assertThat(bench.rows("above", "n")).containsExactly("7");
    }

    @Test
    void aViewIsSkippedWhenWhatItReadsWasNeverMade() {
        var below = bench.view("below", "select _toInt64('x') as n from numbers(1)");
        var above = bench.view("above", "select n from below", below);

        bench.run(above);

        bench.awaitJobs(above, SKIPPED);
        assertThat(bench.error(above))
                .startsWith("Skipped, because it reads view \"below\", which has no rows yet: View \"below\": ");
        assertThat(bench.statuses(below)).containsExactly(FAILED);
    }

    @Test
    void aViewRunsOnTheLastGoodRowsOfWhatFailedNow() {
        var below = bench.view("below", "select 7 as n");
        var above = bench.view("above", "select n from below", below);
        bench.run(below);
        bench.awaitJobs(below, COMPLETED);
        bench.models().change(below, "select _toInt64('x') as n from numbers(1)");

        bench.run(below);
        bench.awaitJobs(below, COMPLETED, FAILED);
        bench.run(above);

        bench.awaitJobs(above, COMPLETED);
        assertThat(bench.rows("above", "n")).containsExactly("7");
    }

    @Test
    @Tag("pain-1")
    void aScheduleIsPausedAfterFiveFailuresAndResumed() {
        var view = bench.view("bad", "select n from gone");
        materializations.schedule(bench.team(), view, Duration.ofHours(1));

        for (int failures = 1; failures <= 5; failures++) {
            bench.makeDue(view, Duration.ZERO);
            bench.awaitCount(view, failures);
        }

        assertThat(bench.error(view))
                .startsWith(
                        "This materialized view sync schedule has been paused after 5 failed runs in a row. View \"bad\"");
        assertThat(bench.suspension(view)).isPresent();
        bench.makeDue(view, Duration.ZERO);
        await().until(() -> bench.dueIn(view).isPositive());
        assertThat(bench.statuses(view)).hasSize(5);

        assertThat(materializations.resume(bench.team(), view)).isTrue();
        assertThat(materializations.resume(bench.team(), view)).isFalse();
        bench.makeDue(view, Duration.ZERO);
        bench.awaitCount(view, 6);
    }

    @Test
    @Tag("pain-5")
    void anAttemptThatWasTakenOverCannotPublishAndTheRunEndsOnce() {
        var view = bench.view("fenced", ENDLESS);
        bench.run(view);
        bench.awaitJobs(view, RUNNING);

        bench.models().change(view, "select 1 as n");
        bench.takeOver(view);

        bench.awaitJobs(view, COMPLETED);
        assertThat(bench.rows("fenced", "n")).containsExactly("1");
        bench.awaitNoLeftovers();
    }
}
