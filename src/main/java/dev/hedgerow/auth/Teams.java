package dev.hedgerow.auth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds projects. Handlers take a {@link Team} argument instead, which has been checked against the caller. */
@Repository
public class Teams {

    private final JdbcClient jdbc;

    Teams(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** For work that outlives the request that asked for it. */
    public Optional<Team> find(long id) {
        return row(id).map(Row::team);
    }

    /** The project that a public {@code phc_} token belongs to. */
    public Optional<Team> findByToken(String apiToken) {
        return rowByToken(apiToken).map(Row::team);
    }

    Optional<Row> row(long id) {
        return jdbc.sql("""
                        SELECT p.id, p.organization_id, p.name, p.timezone,
                               o.name AS organization_name, o.members_can_use_personal_api_keys
                          FROM project p
                          JOIN organization o ON o.id = p.organization_id
                         WHERE p.id = :id
                        """).param("id", id).query(Teams::read).optional();
    }

    Optional<Row> rowByToken(String apiToken) {
        return jdbc.sql("""
                        SELECT p.id, p.organization_id, p.name, p.timezone,
                               o.name AS organization_name, o.members_can_use_personal_api_keys
                          FROM project p
                          JOIN organization o ON o.id = p.organization_id
                         WHERE p.api_token = :token
                        """).param("token", apiToken).query(Teams::read).optional();
    }

    private static Row read(ResultSet row, int number) throws SQLException {
        var team = new Team(
                row.getLong("id"),
                row.getObject("organization_id", UUID.class),
                row.getString("name"),
                ZoneId.of(row.getString("timezone")));
        return new Row(team, row.getString("organization_name"), row.getBoolean("members_can_use_personal_api_keys"));
    }

    /** A project with what its organization says about keys. */
    record Row(Team team, String organizationName, boolean membersMayUseKeys) {}
}
