package dev.hedgerow.capture;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/** An event that waits to be loaded; ids give the order in which a project's events count. */
record QueuedEvent(
        long id, UUID uuid, String name, String distinctId, Instant timestamp, Instant receivedAt, String properties) {

    static QueuedEvent read(ResultSet row, int number) throws SQLException {
        return new QueuedEvent(
                row.getLong("id"),
                row.getObject("uuid", UUID.class),
                row.getString("event"),
                row.getString("distinct_id"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("properties"));
    }
}
