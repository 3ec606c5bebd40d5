package dev.hedgerow.operations;

import dev.hedgerow.auth.Team;
import dev.hedgerow.operations.JobStats.Bucket;
import dev.hedgerow.operations.JobStats.Counts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts runs: of syncs those that ended in the time asked for, of views those that began in it. */
@Repository
class JobStatistics {

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Set<Integer> DAYS = Set.of(1, 7, 30);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSXXX");

    private final JdbcClient jdbc;
    private final Clock clock;

    JobStatistics(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    JobStats of(Team team, @Nullable String days) {
        return of(team, days(days));
    }

    private static int days(@Nullable String text) {
        int days;
        try {
            days = text == null ? 7 : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw Refusal.invalid("Invalid days parameter");
        }
        if (!DAYS.contains(days)) {
            throw Refusal.invalid("Invalid days parameter. Must be 1, 7, or 30.");
        }
        return days;
    }

    JobStats of(Team team, int days) {
        var now = clock.instant().atZone(team.timezone());
        var cutoff = now.toInstant().minus(days, ChronoUnit.DAYS);
        var unit = days == 1 ? ChronoUnit.HOURS : ChronoUnit.DAYS;
        var breakdown = empty(now, days, unit);
        var imports = new Counts(0, 0, 0, 0);
        var models = new Counts(0, 0, 0, 0);
        for (var group : groups(team, cutoff, unit)) {
            imports = group.isImport() ? imports.plus(group.counts()) : imports;
            models = group.isImport() ? models : models.plus(group.counts());
            breakdown.computeIfPresent(
                    key(group.bucket().atZone(team.timezone()), unit), (_, sum) -> sum.plus(group.ended()));
        }
        return new JobStats(
                days,
                MOMENT.format(now.minus(days * 24L, ChronoUnit.HOURS)),
                imports.total() + models.total(),
                imports.successful() + models.successful(),
                imports.failed() + models.failed(),
                imports,
                models,
                breakdown);
    }

    private List<Group> groups(Team team, Instant cutoff, ChronoUnit unit) {
        return jdbc.sql("""
                        WITH run AS (
                            SELECT true AS import, true AS counted, status, began_at AS created_at, runs
                              FROM ended_runs
                             WHERE team_id = :team AND kind = 'import' AND counted_at >= :quarter
                             UNION ALL
                            SELECT false, true, status, began_at, runs
                              FROM ended_runs
                             WHERE team_id = :team AND kind = 'model' AND counted_at >= :quarter
                             UNION ALL
                            SELECT true, true, status, created_at, 1
                              FROM external_data_job
                             WHERE team_id = :team AND finished_at >= :cutoff AND finished_at < :quarter
                             UNION ALL
                            SELECT false, true, status, created_at, 1
                              FROM data_modeling_job
                             WHERE team_id = :team AND status <> 'Running' AND created_at >= :cutoff AND created_at < :quarter
                             UNION ALL
                            SELECT true, false, status, created_at, 1
                              FROM external_data_job
                             WHERE team_id = :team AND status = 'Running' AND created_at >= :cutoff
                             UNION ALL
                            SELECT false, true, status, created_at, 1
                              FROM data_modeling_job
                             WHERE team_id = :team AND status = 'Running' AND created_at >= :cutoff)
                        SELECT import, counted, status, date_trunc(:unit, created_at, :zone) AS bucket, sum(runs)::bigint AS runs
                          FROM run
                         GROUP BY import, counted, status, bucket
                        """)
                .param("team", team.id())
                .param("cutoff", cutoff.atOffset(ZoneOffset.UTC))
                .param("quarter", nextQuarter(cutoff).atOffset(ZoneOffset.UTC))
                .param("unit", unit == ChronoUnit.HOURS ? "hour" : "day")
                .param("zone", team.timezone().getId())
                .query(JobStatistics::read)
                .list();
    }

    /**
     * Runs that have ended are counted by quarters of an hour; those of a quarter that is cut are looked at one by one.
     */
    private static Instant nextQuarter(Instant cutoff) {
        var into = cutoff.toEpochMilli() % QUARTER.toMillis();
        return cutoff.truncatedTo(ChronoUnit.MILLIS).plusMillis(QUARTER.toMillis() - into);
    }

    private static Group read(ResultSet row, int number) throws SQLException {
        return new Group(
                row.getBoolean("import"),
                row.getBoolean("counted"),
                row.getString("status"),
                row.getObject("bucket", OffsetDateTime.class).toInstant(),
                row.getLong("runs"));
    }

    private static Map<String, Bucket> empty(ZonedDateTime now, int days, ChronoUnit unit) {
        var buckets = new LinkedHashMap<String, Bucket>();
        var newest = now.truncatedTo(unit);
        for (int i = 0; i < (unit == ChronoUnit.HOURS ? 24 : days); i++) {
            buckets.put(key(newest.minus(i, unit), unit), Bucket.NONE);
        }
        return buckets;
    }

    private static String key(ZonedDateTime bucket, ChronoUnit unit) {
        return (unit == ChronoUnit.HOURS ? HOUR : DAY).format(bucket);
    }

    /**
     * Runs that are alike.
     *
     * @param counted not for syncs that still run: they have not ended in the time asked for
     */
    private record Group(boolean isImport, boolean counted, String status, Instant bucket, long runs) {

        Counts counts() {
            return new Counts(
                    counted ? runs : 0, status.equals("Running") ? runs : 0, ended().successful(), ended().failed());
        }

        Bucket ended() {
            return switch (status) {
                case "Completed" -> new Bucket(runs, 0);
                case "Failed", "BillingLimitReached", "BillingLimitTooLow" -> new Bucket(0, runs);
                default -> Bucket.NONE;
            };
        }
    }
}
