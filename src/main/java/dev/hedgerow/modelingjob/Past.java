package dev.hedgerow.modelingjob;

import java.time.Instant;

/** A run of a view, as its history shows it. */
public record Past(JobStatus status, Instant timestamp) {}
