package dev.hedgerow.managedwarehouse;

import dev.hedgerow.auth.Team;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which projects are published; decided once for each. */
@Repository
class Backfills {

    private final JdbcClient jdbc;

    Backfills(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Backfill> of(Team team) {
        return jdbc.sql("SELECT * FROM managed_warehouse_backfill WHERE team_id = :team")
                .param("team", team.id())
                .query(Backfills::read)
                .optional();
    }

    List<Backfill> of(UUID organization) {
        return jdbc.sql(
                        "SELECT * FROM managed_warehouse_backfill WHERE organization_id = :organization ORDER BY team_id")
                .param("organization", organization)
                .query(Backfills::read)
                .list();
    }

    /** What the project has after this: the given suffix, the one it had before, or none if another project has it. */
    Optional<Backfill> begin(Team team, String suffix) {
        jdbc.sql("""
                        INSERT INTO managed_warehouse_backfill (team_id, organization_id, table_suffix)
                        VALUES (:team, :organization, :suffix)
                        ON CONFLICT DO NOTHING
                        """)
                .param("team", team.id())
                .param("organization", team.organizationId())
                .param("suffix", suffix)
                .update();
        return of(team);
    }

    private static Backfill read(ResultSet row, int number) throws SQLException {
        return new Backfill(
                row.getLong("team_id"), row.getObject("organization_id", UUID.class), row.getString("table_suffix"));
    }
}
