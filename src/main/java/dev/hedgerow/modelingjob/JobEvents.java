package dev.hedgerow.modelingjob;

import dev.hedgerow.auth.Team;
import dev.hedgerow.worker.Signals;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells clients what happens to a run, as server-sent events: one for each change, the last one when it has ended. */
@Component
class JobEvents {

    private static final Logger LOG = LoggerFactory.getLogger(JobEvents.class);
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Now and then a word that says nothing, which tells us when nobody listens any more. */
    private static final int LOOKS_PER_WORD = 15;

    private final JobList jobs;
    private final Signals signals;

    JobEvents(JobList jobs, Signals signals) {
        this.jobs = jobs;
        this.signals = signals;
    }

    SseEmitter follow(Team team, UUID id) {
        var first = jobs.get(team, id);
        var emitter = new SseEmitter(LONGEST.toMillis());
        var changed = new Semaphore(0);
        var hearing = signals.listen(JobLog.CHANGED, job -> {
            if (job.equals(id.toString())) {
                changed.release();
            }
        });
        Thread.ofVirtual().name("job-events").start(() -> {
            try (hearing) {
                tell(team, first, emitter, changed);
                emitter.complete();
            } catch (IOException | IllegalStateException gone) {
                LOG.debug("Nobody follows run {} any more", id);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                emitter.completeWithError(e);
            }
        });
        return emitter;
    }

    private void tell(Team team, JobResponse first, SseEmitter emitter, Semaphore changed)
            throws IOException, InterruptedException {
        send(emitter, first);
        var told = first;
        for (int look = 1; told.status() == JobStatus.RUNNING; look++) {
            if (changed.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                changed.drainPermits();
            }
            var now = jobs.get(team, told.id());
            if (now.differsFrom(told)) {
                send(emitter, now);
                told = now;
            } else if (look % LOOKS_PER_WORD == 0) {
                emitter.send(SseEmitter.event().comment("still running"));
            }
        }
    }

    private static void send(SseEmitter emitter, JobResponse job) throws IOException {
        emitter.send(SseEmitter.event().name("job").data(job, MediaType.APPLICATION_JSON));
    }
}
