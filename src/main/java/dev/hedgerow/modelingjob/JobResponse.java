package dev.hedgerow.modelingjob;

import dev.hedgerow.web.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client sees of a run. */
record JobResponse(
        UUID id,
        UUID savedQueryId,
        JobStatus status,
        long rowsMaterialized,
        @Nullable String error,
        Instant createdAt,
        Instant lastRunAt,
        @Nullable String workflowId,
        @Nullable String workflowRunId,
        @Nullable Long rowsExpected,
        Instant updatedAt,
        @Nullable String runMode) {

    static JobResponse read(ResultSet row, int number) throws SQLException {
        return new JobResponse(
                row.getObject("id", UUID.class),
                row.getObject("saved_query_id", UUID.class),
                JobStatus.of(row.getString("status")),
                row.getLong("rows_materialized"),
                row.getString("error"),
                at(row, "created_at"),
                at(row, "last_run_at"),
                row.getString("workflow_id"),
                row.getString("workflow_run_id"),
                row.getObject("rows_expected", Long.class),
                at(row, "updated_at"),
                row.getString("run_mode"));
    }

    Position position() {
        return new Position(createdAt, id);
    }

    /** Whether something has happened to it that is worth telling. */
    boolean differsFrom(@Nullable JobResponse earlier) {
        return earlier == null
                || status != earlier.status
                || rowsMaterialized != earlier.rowsMaterialized
                || !Objects.equals(rowsExpected, earlier.rowsExpected);
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
