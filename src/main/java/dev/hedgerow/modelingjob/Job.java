package dev.hedgerow.modelingjob;

import dev.hedgerow.engine.TableVersion;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** One run of a view. It is changed only while it runs, and closed only under the number of its latest attempt. */
@Entity
@Table(name = "data_modeling_job")
@DynamicUpdate // progress is written past it
@SuppressWarnings("UnusedVariable") // clients are shown the row itself
class Job implements Persistable<UUID> {

    @Id
    private UUID id;

    private long teamId;
    private UUID savedQueryId;

    @Enumerated(EnumType.STRING)
    private JobStatus status;

    private @Nullable String runMode;
    private long attempt;
    private int tries;
    private long rowsMaterialized;
    private @Nullable Long rowsExpected;
    private @Nullable String error;
    private String workflowId;
    private UUID workflowRunId;
    private @Nullable Long createdBy;
    private Instant createdAt;
    private Instant updatedAt;
    private Instant lastRunAt;

    @Transient
    private boolean isNew;

    @SuppressWarnings("NullAway.Init")
    protected Job() {}

    Job(Model model, long attempt, Instant now) {
        this.id = UUID.randomUUID();
        this.teamId = model.team().id();
        this.savedQueryId = model.id();
        this.status = JobStatus.RUNNING;
        this.runMode = RunMode.FULL_REFRESH.wire;
        this.attempt = attempt;
        this.tries = 1;
        this.workflowId = "materialize-view-" + model.node();
        this.workflowRunId = UUID.randomUUID();
        this.createdBy = model.creator();
        this.createdAt = now;
        this.updatedAt = now;
        this.lastRunAt = now;
        this.isNew = true;
    }

    /** Its id is made here, so that only this tells that there is no row to look for. */
    @Override
    public boolean isNew() {
        return isNew;
    }

    @Override
    public UUID getId() {
        return id;
    }

    @PostPersist
    void hasRow() {
        isNew = false;
    }

    /** Begins once more, after its process was lost; whoever still works on it has no say from here on. */
    void retake(long next, Instant now) {
        attempt = next;
        tries++;
        rowsMaterialized = 0;
        rowsExpected = null;
        runMode = RunMode.FULL_REFRESH.wire;
        updatedAt = now;
    }

    /** Its process stops in an orderly way, and another one begins anew. */
    void handOver(Instant now) {
        tries--;
        updatedAt = now;
    }

    void complete(long rows, RunMode mode, Instant now) {
        runMode = mode.wire;
        status = JobStatus.COMPLETED;
        rowsMaterialized = rows;
        rowsExpected = rowsExpected == null ? Long.valueOf(rows) : rowsExpected;
        lastRunAt = now;
        updatedAt = now;
    }

    void fail(String reason, Instant now) {
        end(JobStatus.FAILED, reason, now);
    }

    void skip(String reason, Instant now) {
        end(JobStatus.SKIPPED, reason, now);
    }

    void cancel(Instant now) {
        end(JobStatus.CANCELLED, null, now);
    }

    private void end(JobStatus outcome, @Nullable String reason, Instant now) {
        status = outcome;
        error = reason;
        rowsMaterialized = 0;
        updatedAt = now;
    }

    boolean isHeldBy(long holder) {
        return status == JobStatus.RUNNING && attempt == holder;
    }

    UUID id() {
        return id;
    }

    UUID view() {
        return savedQueryId;
    }

    JobStatus status() {
        return status;
    }

    long attempt() {
        return attempt;
    }

    int tries() {
        return tries;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    String error() {
        return error;
    }

    /** The version of the view's table that this attempt writes. */
    static TableVersion version(UUID view, long attempt) {
        return new TableVersion(TABLE_PREFIX + view.toString().replace("-", ""), attempt);
    }

    static final String TABLE_PREFIX = "view_";
}
