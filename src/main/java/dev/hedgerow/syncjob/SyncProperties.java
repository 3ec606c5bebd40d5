package dev.hedgerow.syncjob;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How syncs go about their work.
 *
 * @param chunk rows that are written, and counted, at a time
 * @param perServer runs that read from one server at the same time
 * @param backoff how long the first retry waits after trouble that may pass; each further one waits three times as long
 * @param tick how often a worker looks whether its run is still its own
 * @param busy how long a run waits for a server that enough others read from
 * @param overlap how far behind the watermark moments and dates are read again, for rows that become visible late
 * @param numberOverlap the same for numbers
 */
@ConfigurationProperties("hedgerow.sync")
record SyncProperties(
        @DefaultValue("200000") long chunk,
        @DefaultValue("4") int perServer,
        @DefaultValue("5s") Duration backoff,
        @DefaultValue("500ms") Duration tick,
        @DefaultValue("1s") Duration busy,
        @DefaultValue("5m") Duration overlap,
        @DefaultValue("1000") long numberOverlap) {}
