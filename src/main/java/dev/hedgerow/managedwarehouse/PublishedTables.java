package dev.hedgerow.managedwarehouse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What has been published of each project, and what could not be. */
@Repository
class PublishedTables {

    private final JdbcClient jdbc;

    PublishedTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What was written.
     *
     * @param position of the newest, where the table only grows
     */
    record Rows(String stamp, long count, @Nullable Instant position) {}

    List<PublishedTable> of(long team) {
        return jdbc.sql("SELECT * FROM managed_warehouse_table WHERE team_id = :team ORDER BY source")
                .param("team", team)
                .query(PublishedTables::read)
                .list();
    }

    /** Reserves the name; whether no other table of the project has it. */
    boolean claim(long team, String source, String name) {
        mention(team, source);
        try {
            jdbc.sql("""
                            UPDATE managed_warehouse_table
                               SET name = :name
                             WHERE team_id = :team AND source = :source AND name IS DISTINCT FROM :name
                            """)
                    .param("team", team)
                    .param("source", source)
                    .param("name", name)
                    .update();
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    /** Makes sure that there is a row to say something of, unless the project is no longer published. */
    void mention(long team, String source) {
        jdbc.sql("""
                        INSERT INTO managed_warehouse_table (id, team_id, source)
                        SELECT :id, team_id, :source
                          FROM managed_warehouse_backfill
                         WHERE team_id = :team
                        ON CONFLICT (team_id, source) DO NOTHING
                        """)
                .param("id", UUID.randomUUID())
                .param("team", team)
                .param("source", source)
                .update();
    }

    void published(long team, String source, Rows rows, Instant now) {
        jdbc.sql("""
                        UPDATE managed_warehouse_table
                           SET stamp = :stamp, row_count = :rows, position = :position, published_at = :now, error = NULL, failed_at = NULL
                         WHERE team_id = :team AND source = :source
                        """)
                .param("team", team)
                .param("source", source)
                .param("stamp", rows.stamp())
                .param("rows", rows.count())
                .param("position", timestamp(rows.position()))
                .param("now", timestamp(now))
                .update();
    }

    void failed(long team, String source, String error, Instant now) {
        jdbc.sql("""
                        UPDATE managed_warehouse_table
                           SET error = :error, failed_at = :now
                         WHERE team_id = :team AND source = :source
                        """)
                .param("team", team)
                .param("source", source)
                .param("error", error)
                .param("now", timestamp(now))
                .update();
    }

    void forget(long team, String source) {
        jdbc.sql("DELETE FROM managed_warehouse_table WHERE team_id = :team AND source = :source")
                .param("team", team)
                .param("source", source)
                .update();
    }

    /** The database they were in is gone. */
    void forgetAll(UUID organization) {
        jdbc.sql("""
                        DELETE FROM managed_warehouse_table published
                         USING managed_warehouse_backfill backfill
                         WHERE backfill.team_id = published.team_id AND backfill.organization_id = :organization
                        """).param("organization", organization).update();
    }

    private static PublishedTable read(ResultSet row, int number) throws SQLException {
        return new PublishedTable(
                row.getObject("id", UUID.class),
                row.getString("source"),
                row.getString("name"),
                row.getString("stamp"),
                instant(row.getObject("position", OffsetDateTime.class)),
                instant(row.getObject("published_at", OffsetDateTime.class)),
                row.getString("error"),
                instant(row.getObject("failed_at", OffsetDateTime.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
