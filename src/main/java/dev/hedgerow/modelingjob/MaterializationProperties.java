package dev.hedgerow.modelingjob;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What runs of views may cost, and how often they are tried.
 *
 * @param timeout how long one run may take
 * @param countTimeout how long counting the rows to expect may take; they stay unknown with zero
 * @param tries how often a run is begun that its process does not survive
 * @param failures runs that may fail in a row before a schedule is paused
 * @param backoff how long the first retry waits after trouble that may pass; each further one waits three times as long
 * @param tick how often progress is written down, and looked for that the run was cancelled
 * @param sweep how often it is looked for what is due and not arranged
 * @param jitter how far schedules are spread at most
 */
@ConfigurationProperties("hedgerow.materialization")
record MaterializationProperties(
        @DefaultValue("1h") Duration timeout,
        @DefaultValue("2s") Duration countTimeout,
        @DefaultValue("3") int tries,
        @DefaultValue("5") int failures,
        @DefaultValue("5s") Duration backoff,
        @DefaultValue("500ms") Duration tick,
        @DefaultValue("5s") Duration sweep,
        @DefaultValue("5m") Duration jitter) {}
