package dev.hedgerow.syncjob;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of runs, and what they said. */
@Repository
class Jobs {

    private final JdbcClient jdbc;
    private final Clock clock;

    Jobs(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<SyncRun> running(UUID schema) {
        return jdbc.sql("SELECT * FROM external_data_job WHERE schema_id = :schema AND status = 'Running'")
                .param("schema", schema)
                .query(Jobs::read)
                .optional();
    }

    Optional<SyncRun> newest(UUID schema) {
        return jdbc.sql("""
                        SELECT *
                          FROM external_data_job
                         WHERE schema_id = :schema
                         ORDER BY created_at DESC
                         LIMIT 1
                        """).param("schema", schema).query(Jobs::read).optional();
    }

    SyncRun open(Sync sync, @Nullable Long by) {
        return jdbc.sql("""
                        INSERT INTO external_data_job
                               (id, team_id, source_id, schema_id, status, sync_type, attempt, setbacks, rows_synced,
                                created_by, created_at)
                        VALUES (:id, :team, :source, :schema, 'Running', :type, 1, 0, 0, :by, :now)
                        RETURNING *
                        """)
                .param("id", UUID.randomUUID())
                .param("team", sync.team().id())
                .param("source", sync.source())
                .param("schema", sync.schema())
                .param("type", sync.type().wire)
                .param("by", by)
                .param("now", now())
                .query(Jobs::read)
                .single();
    }

    /** Counts changes that were applied: rounds of a while are one run. */
    void round(Sync sync, String writeMode, long rows, Duration length) {
        var now = clock.instant();
        int counted = jdbc.sql("""
                        UPDATE external_data_job
                           SET rows_synced = rows_synced + :rows, finished_at = :now
                         WHERE id = (SELECT id
                                       FROM external_data_job
                                      WHERE schema_id = :schema
                                        AND coalesce(cdc_write_mode, :mode) = :mode
                                      ORDER BY created_at DESC
                                      LIMIT 1)
                           AND cdc_write_mode = :mode
                           AND status = 'Completed'
                           AND created_at > :since
                        """)
                .param("rows", rows)
                .param("now", at(now))
                .param("schema", sync.schema())
                .param("mode", writeMode)
                .param("since", at(now.minus(length)))
                .update();
        if (counted == 0) {
            jdbc.sql("""
                            INSERT INTO external_data_job
                                   (id, team_id, source_id, schema_id, status, sync_type, attempt, setbacks, rows_synced,
                                    cdc_write_mode, created_at, finished_at)
                            VALUES (:id, :team, :source, :schema, 'Completed', :type, 1, 0, :rows, :mode, :now, :now)
                            """)
                    .param("id", UUID.randomUUID())
                    .param("team", sync.team().id())
                    .param("source", sync.source())
                    .param("schema", sync.schema())
                    .param("type", sync.type().wire)
                    .param("rows", rows)
                    .param("mode", writeMode)
                    .param("now", at(now))
                    .update();
        }
    }

    /** Takes a run over from whoever had it; what they still do no longer counts. */
    SyncRun takeOver(SyncRun run) {
        return jdbc.sql("UPDATE external_data_job SET attempt = attempt + 1 WHERE id = :id RETURNING *")
                .param("id", run.id())
                .query(Jobs::read)
                .single();
    }

    /** Notes that an attempt ended without getting further, and says how many such there were in a row. */
    int setBack(SyncRun run) {
        return jdbc.sql("UPDATE external_data_job SET setbacks = setbacks + 1 WHERE id = :id RETURNING setbacks")
                .param("id", run.id())
                .query(Integer.class)
                .single();
    }

    int setbacks(SyncRun run) {
        return jdbc.sql("SELECT setbacks FROM external_data_job WHERE id = :id")
                .param("id", run.id())
                .query(Integer.class)
                .single();
    }

    boolean isOurs(SyncRun run) {
        return jdbc.sql("""
                        SELECT count(*)
                          FROM external_data_job
                         WHERE id = :id
                           AND attempt = :attempt
                           AND status = 'Running'
                        """)
                        .param("id", run.id())
                        .param("attempt", run.attempt())
                        .query(Long.class)
                        .single()
                == 1;
    }

    /** Whether the run is still this attempt's to report on. */
    boolean progress(SyncRun run, long rows) {
        return jdbc.sql("""
                        UPDATE external_data_job
                           SET rows_synced = :rows, setbacks = 0
                         WHERE id = :id
                           AND attempt = :attempt
                           AND status = 'Running'
                        """)
                        .param("rows", rows)
                        .param("id", run.id())
                        .param("attempt", run.attempt())
                        .update()
                == 1;
    }

    /** Whether the run was still this attempt's to end. */
    boolean close(SyncRun run, SyncRun.Status status, @Nullable String error) {
        return jdbc.sql("""
                        UPDATE external_data_job
                           SET status = :status, latest_error = :error, finished_at = :now
                         WHERE id = :id
                           AND attempt = :attempt
                           AND status = 'Running'
                        """)
                        .param("status", status.wire)
                        .param("error", error)
                        .param("now", now())
                        .param("id", run.id())
                        .param("attempt", run.attempt())
                        .update()
                == 1;
    }

    List<SyncRun> list(
            UUID source, @Nullable Instant after, @Nullable Instant before, Collection<UUID> schemas, int limit) {
        return jdbc.sql("""
                        SELECT *
                          FROM external_data_job
                         WHERE source_id = :source
                           AND created_at > :after
                           AND created_at < :before
                           AND (:all OR schema_id IN (:schemas))
                         ORDER BY created_at DESC, id
                         LIMIT :limit
                        """)
                .param("source", source)
                .param("after", at(after == null ? Instant.EPOCH : after))
                .param("before", at(before == null ? Instant.parse("9999-01-01T00:00:00Z") : before))
                .param("all", schemas.isEmpty())
                .param("schemas", schemas.isEmpty() ? List.of(source) : schemas)
                .param("limit", limit)
                .query(Jobs::read)
                .list();
    }

    /** When the newest run that completed began, by source. */
    Map<UUID, Instant> lastCompleted(Collection<UUID> sources) {
        if (sources.isEmpty()) {
            return Map.of();
        }
        record Last(UUID source, Instant at) {}
        return jdbc
                .sql("""
                        SELECT source_id, max(created_at) AS at
                          FROM external_data_job
                         WHERE source_id IN (:sources)
                           AND status = 'Completed'
                         GROUP BY source_id
                        """)
                .param("sources", sources)
                .query((row, _) -> new Last(row.getObject("source_id", UUID.class), instant(row, "at")))
                .list()
                .stream()
                .collect(Collectors.toMap(Last::source, Last::at));
    }

    void log(SyncRun run, String level, String message) {
        jdbc.sql("""
                        INSERT INTO external_data_log (job_id, schema_id, level, message, logged_at)
                        VALUES (:job, :schema, :level, :message, :now)
                        """)
                .param("job", run.id())
                .param("schema", run.schema())
                .param("level", level)
                .param("message", message)
                .param("now", now())
                .update();
    }

    List<SyncLine> lines(UUID schema, LineFilter filter) {
        return jdbc.sql("""
                        SELECT *
                          FROM external_data_log
                         WHERE schema_id = :schema
                           AND logged_at > :after
                           AND logged_at < :before
                           AND (:levels = '' OR level = ANY (string_to_array(:levels, ',')))
                           AND strpos(lower(message), lower(:search)) > 0
                           AND (CAST(:run AS uuid) IS NULL OR job_id = CAST(:run AS uuid))
                         ORDER BY logged_at DESC, number DESC
                         LIMIT :limit
                        """)
                .param("schema", schema)
                .param("after", at(filter.after() == null ? Instant.EPOCH : filter.after()))
                .param("before", at(filter.before() == null ? Instant.parse("9999-01-01T00:00:00Z") : filter.before()))
                .param("levels", String.join(",", filter.levels()))
                .param("search", filter.search())
                .param("run", filter.run() == null ? null : filter.run().toString())
                .param("limit", filter.limit())
                .query((row, _) -> new SyncLine(
                        row.getObject("job_id", UUID.class),
                        instant(row, "logged_at"),
                        row.getString("level"),
                        row.getString("message")))
                .list();
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static SyncRun read(ResultSet row, int number) throws SQLException {
        var finished = row.getObject("finished_at", OffsetDateTime.class);
        return new SyncRun(
                row.getObject("id", UUID.class),
                row.getObject("source_id", UUID.class),
                row.getObject("schema_id", UUID.class),
                SyncRun.Status.of(row.getString("status")),
                row.getInt("attempt"),
                row.getLong("rows_synced"),
                row.getString("latest_error"),
                row.getString("cdc_write_mode"),
                row.getObject("created_by", Long.class),
                instant(row, "created_at"),
                finished == null ? null : finished.toInstant());
    }
}
