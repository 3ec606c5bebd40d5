package dev.hedgerow.operations;

import java.util.Map;

/**
 * How many runs there were and how they ended.
 *
 * @param breakdown by hour or day of the project's timezone, newest first, without gaps
 */
record JobStats(
        int days,
        String cutoffTime,
        long totalJobs,
        long successfulJobs,
        long failedJobs,
        Counts externalDataJobs,
        Counts modelingJobs,
        Map<String, Bucket> breakdown) {

    record Counts(long total, long running, long successful, long failed) {

        Counts plus(Counts other) {
            return new Counts(
                    total + other.total, running + other.running, successful + other.successful, failed + other.failed);
        }
    }

    record Bucket(long successful, long failed) {

        static final Bucket NONE = new Bucket(0, 0);

        Bucket plus(Bucket other) {
            return new Bucket(successful + other.successful, failed + other.failed);
        }
    }
}
