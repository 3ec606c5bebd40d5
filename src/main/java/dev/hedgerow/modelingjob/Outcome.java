package dev.hedgerow.modelingjob;

/** How a run ended. */
public enum Outcome {
    COMPLETED,
    FAILED,
    CANCELLED,
    SKIPPED
}
