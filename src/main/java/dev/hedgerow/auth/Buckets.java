package dev.hedgerow.auth;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.stereotype.Repository;

/** The counters of the throttles: rows in PostgreSQL, so that all replicas count together. */
@Repository
class Buckets {

    private static final int REMOVED_AT_ONCE = 1000;

    private final PostgreSQLSelectForUpdateBasedProxyManager<String> rows;

    Buckets(DataSource database, Clock clock) {
        this.rows = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .table("throttle_bucket")
                .idColumn("id")
                .stateColumn("state")
                .expiresAtColumn("expires_at")
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1)))
                .clientClock(meter(clock))
                .build();
    }

    /** Counts a call, unless it is one too many: then how long it has to wait for all limits of its policy. */
    Duration spend(Throttled policy, String counted) {
        var bucket = rows.getProxy(policy.scope() + ":" + counted, () -> limits(policy));
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    void removeFull() {
        while (rows.removeExpired(REMOVED_AT_ONCE) == REMOVED_AT_ONCE) {}
    }

    private static BucketConfiguration limits(Throttled policy) {
        var limits = BucketConfiguration.builder();
        if (policy.perMinute() > 0) {
            limits.addLimit(limit(policy.perMinute(), Duration.ofMinutes(1)));
        }
        if (policy.perHour() > 0) {
            limits.addLimit(limit(policy.perHour(), Duration.ofHours(1)));
        }
        return limits.build();
    }

    /** Refilled at once when the period is over, since PostHog lets nothing pass until its window has moved on. */
    private static Bandwidth limit(int calls, Duration period) {
        return Bandwidth.builder()
                .capacity(calls)
                .refillIntervally(calls, period)
                .build();
    }

    private static TimeMeter meter(Clock clock) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return TimeUnit.MILLISECONDS.toNanos(clock.millis());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }
}
