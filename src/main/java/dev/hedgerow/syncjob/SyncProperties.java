package dev.hedgerow.syncjob;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How syncs go about their work.
 *
 * @param chunk rows that are merged, and counted, at a time
 * @param load rows that a full refresh appends, and counts, at a time; a table of no more is not read in the order of
 *     its key, which takes the source longer, because there is no middle to go on from
 * @param perServer runs that read from one server at the same time
 * @param backoff how long the first retry waits after trouble that may pass; each further one waits three times as long
 * @param tick how often a worker looks whether its run is still its own
 * @param busy how long a run waits for a server that enough others read from
 * @param overlap how far behind the watermark moments and dates are read again, for rows that become visible late
 * @param numberOverlap the same for numbers
 * @param changes of a source that are applied at a time
 * @param idle how long a source without changes is left alone
 * @param slice how long one source is followed before others have their turn
 * @param look how often it is looked how much of its log a source keeps for us
 */
@ConfigurationProperties("hedgerow.sync")
record SyncProperties(
        @DefaultValue("200000") long chunk,
        @DefaultValue("2000000") long load,
        @DefaultValue("4") int perServer,
        @DefaultValue("5s") Duration backoff,
        @DefaultValue("500ms") Duration tick,
        @DefaultValue("1s") Duration busy,
        @DefaultValue("5m") Duration overlap,
        @DefaultValue("1000") long numberOverlap,
        @DefaultValue("20000") int changes,
        @DefaultValue("1s") Duration idle,
        @DefaultValue("10s") Duration slice,
        @DefaultValue("30s") Duration look) {}
