package dev.hedgerow.capture;

import dev.hedgerow.auth.Team;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The events between being accepted and being in the warehouse. */
@Repository
class Queue {

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private final JdbcClient jdbc;

    Queue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds the events in their order, in one statement: when it returns they are on disk, all of them. */
    void add(Team team, Instant receivedAt, List<CapturedEvent> events) {
        try {
            jdbc.sql("""
                            INSERT INTO capture_queue (team_id, received_at, uuid, event, distinct_id, occurred_at, properties)
                            SELECT :team, :received, uuid, event, distinct_id, occurred_at, properties
                              FROM unnest(:uuids::uuid[], :names::text[], :distinct::text[], :times::timestamptz[], :properties::text[])
                                   WITH ORDINALITY AS e (uuid, event, distinct_id, occurred_at, properties, position)
                             ORDER BY position
                            """)
                    .param("team", team.id())
                    .param("received", receivedAt.atOffset(ZoneOffset.UTC))
                    .param("uuids", texts(events, event -> event.uuid().toString()))
                    .param("names", texts(events, CapturedEvent::name))
                    .param("distinct", texts(events, CapturedEvent::distinctId))
                    .param("times", texts(events, event -> event.timestamp().toString()))
                    .param("properties", texts(events, CapturedEvent::properties))
                    .update();
        } catch (DataIntegrityViolationException e) {
            throw isOfDeletedProject(e) ? CaptureRefused.invalidKey() : e;
        }
    }

    /** Projects that have events waiting: a step of the index for each, however many events they are. */
    List<Long> teams() {
        return jdbc.sql("""
                        WITH RECURSIVE waiting (team) AS (
                            SELECT min(team_id) FROM capture_queue
                             UNION ALL
                            SELECT (SELECT min(team_id) FROM capture_queue WHERE team_id > waiting.team)
                              FROM waiting
                             WHERE waiting.team IS NOT NULL)
                        SELECT team FROM waiting WHERE team IS NOT NULL
                        """).query((row, _) -> row.getLong(1)).list();
    }

    /** The project's oldest events, one at least, others as long as there are few and they are small together. */
    List<QueuedEvent> head(Team team, int rows, long bytes) {
        return jdbc.sql("""
                        SELECT id, uuid, event, distinct_id, occurred_at, received_at, properties
                          FROM (SELECT *, sum(octet_length(properties)) OVER (ORDER BY id) - octet_length(properties) AS before
                                  FROM (SELECT * FROM capture_queue WHERE team_id = :team ORDER BY id LIMIT :rows) AS oldest
                               ) AS sized
                         WHERE before < :bytes
                         ORDER BY id
                        """)
                .param("team", team.id())
                .param("rows", rows)
                .param("bytes", bytes)
                .query(QueuedEvent::read)
                .list();
    }

    void remove(List<QueuedEvent> events) {
        jdbc.sql("DELETE FROM capture_queue WHERE id = ANY(:ids)")
                .param("ids", events.stream().map(QueuedEvent::id).toArray(Long[]::new))
                .update();
    }

    /** Moves an event to where it blocks no other. */
    void setAside(QueuedEvent event, String reason, Instant now) {
        jdbc.sql("""
                        WITH removed AS (DELETE FROM capture_queue WHERE id = :id RETURNING *)
                        INSERT INTO capture_dead_letter
                               (id, team_id, uuid, event, distinct_id, occurred_at, received_at, properties, reason, set_aside_at)
                        SELECT id, team_id, uuid, event, distinct_id, occurred_at, received_at, properties, :reason, :now
                          FROM removed
                        """)
                .param("id", event.id())
                .param("reason", reason)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    long depth() {
        return jdbc.sql("SELECT count(*) FROM capture_queue").query(Long.class).single();
    }

    long deadLetters() {
        return jdbc.sql("SELECT count(*) FROM capture_dead_letter")
                .query(Long.class)
                .single();
    }

    Optional<Instant> oldest() {
        return jdbc.sql("SELECT received_at FROM capture_queue ORDER BY id LIMIT 1")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    private static boolean isOfDeletedProject(DataIntegrityViolationException failure) {
        return failure.getMostSpecificCause() instanceof SQLException cause
                && FOREIGN_KEY_VIOLATION.equals(cause.getSQLState());
    }

    private static String[] texts(List<CapturedEvent> events, Function<CapturedEvent, String> value) {
        return events.stream().map(value).toArray(String[]::new);
    }
}
