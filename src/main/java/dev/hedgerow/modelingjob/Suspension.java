package dev.hedgerow.modelingjob;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Why a view's schedule is paused: too many of its runs failed in a row, the last of them this one. */
@Embeddable
public record Suspension(
        @Column(name = "suspended_at") Instant at,
        @Column(name = "suspended_reason") String reason,
        @Column(name = "suspended_job") @Nullable UUID jobId) {}
