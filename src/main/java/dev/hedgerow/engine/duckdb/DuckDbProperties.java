package dev.hedgerow.engine.duckdb;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the embedded warehouse.
 *
 * @param memory what all open databases may use together before they spill; half of the machine's memory if absent
 * @param spill what one database may spill to disk
 * @param reserve disk space that writes leave free: DuckDB needs some to commit, and what runs beside it to live
 * @param threads threads that one statement may use; one per core if absent
 * @param queries queries that run at the same time; two per core if absent, because few keep more than one core busy
 *     all the time
 * @param writes writes that run at the same time
 * @param waiting queries, and as many writes, that may wait for their turn
 * @param patience how long a query waits for its turn
 * @param writeTimeout how long a write out of a row source may take
 * @param openDatabases databases kept open, least recently used ones are closed; never fewer than can be in use
 */
@ConfigurationProperties("hedgerow.duckdb")
record DuckDbProperties(
        @Nullable DataSize memory,
        @DefaultValue("10GB") DataSize spill,
        @DefaultValue("512MB") DataSize reserve,
        @Nullable Integer threads,
        @Nullable Integer queries,
        @DefaultValue("2") int writes,
        @DefaultValue("64") int waiting,
        @DefaultValue("30s") Duration patience,
        @DefaultValue("2h") Duration writeTimeout,
        @DefaultValue("16") int openDatabases) {

    long memoryBytes() {
        return memory == null ? machineMemory() / 2 : memory.toBytes();
    }

    int threadsPerStatement() {
        return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    }

    int parallelQueries() {
        return queries == null ? 2 * Runtime.getRuntime().availableProcessors() : queries;
    }

    int keptOpen() {
        return Math.max(openDatabases, parallelQueries() + writes);
    }

    private static long machineMemory() {
        var machine = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return machine.getTotalMemorySize();
    }
}
