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

    /** What {@link #read} takes from a row of {@link #TABLES}. */
    static final String COLUMNS = """
            p.id AS project_id, p.organization_id, p.name AS project_name, p.timezone,
            o.name AS organization_name, o.members_can_use_personal_api_keys
            """;

    static final String TABLES = "project p JOIN organization o ON o.id = p.organization_id";

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
        return jdbc.sql("SELECT " + COLUMNS + " FROM " + TABLES + " WHERE p.id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    Optional<Row> rowByToken(String apiToken) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM " + TABLES + " WHERE p.api_token = :token")
                .param("token", apiToken)
                .query((row, _) -> read(row))
                .optional();
    }

    static Row read(ResultSet row) throws SQLException {
        var team = new Team(
                row.getLong("project_id"),
                row.getObject("organization_id", UUID.class),
                row.getString("project_name"),
                ZoneId.of(row.getString("timezone")));
        return new Row(team, row.getString("organization_name"), row.getBoolean("members_can_use_personal_api_keys"));
    }

    /** A project with what its organization says about keys. */
    record Row(Team team, String organizationName, boolean membersMayUseKeys) {}
}
