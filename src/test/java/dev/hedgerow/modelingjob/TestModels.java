package dev.hedgerow.modelingjob;

import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.Teams;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Models in a table of their own, so that these tests need no saved queries, and other processes see them too. */
@TestComponent
public class TestModels implements Models {

    private final JdbcClient jdbc;
    private final Teams teams;
    private final Clock clock;

    TestModels(JdbcClient jdbc, Teams teams, Clock clock) {
        this.jdbc = jdbc;
        this.teams = teams;
        this.clock = clock;
        jdbc.sql("""
                        CREATE TABLE IF NOT EXISTS test_model (
                            id uuid PRIMARY KEY, team_id bigint, name text, hogql text, changed_at timestamptz, upstream uuid[])
                        """).update();
    }

    UUID add(Team team, String name, String hogql, UUID... upstream) {
        var id = UUID.randomUUID();
        jdbc.sql("INSERT INTO test_model VALUES (:id, :team, :name, :hogql, :now, :upstream)")
                .param("id", id)
                .param("team", team.id())
                .param("name", name)
                .param("hogql", hogql)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("upstream", upstream)
                .update();
        return id;
    }

    void change(UUID id, String hogql) {
        jdbc.sql("UPDATE test_model SET hogql = :hogql, changed_at = :now WHERE id = :id")
                .param("hogql", hogql)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    @Override
    public Optional<String> nameOf(UUID id) {
        return jdbc.sql("SELECT name FROM test_model WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    void remove(UUID id) {
        jdbc.sql("DELETE FROM test_model WHERE id = :id").param("id", id).update();
    }

    @Override
    public Optional<Model> find(UUID id) {
        return jdbc.sql("SELECT * FROM test_model WHERE id = :id")
                .param("id", id)
                .query((row, _) -> model(row))
                .optional();
    }

    @Override
    public SequencedMap<UUID, Instant> materializedUpstream(Model model) {
        var found = new LinkedHashMap<UUID, Instant>();
        collect(model.id(), found);
        return found;
    }

    /** Returns when the model came to mean what it means now. */
    private Instant collect(UUID id, Map<UUID, Instant> found) {
        var changed = find(id).map(Model::changedAt).orElse(Instant.EPOCH);
        for (var upstream : direct(id)) {
            var behind = collect(upstream, found);
            found.putIfAbsent(upstream, behind);
            changed = behind.isAfter(changed) ? behind : changed;
        }
        return changed;
    }

    private List<UUID> direct(UUID id) {
        return jdbc.sql("SELECT unnest(upstream) FROM test_model WHERE id = :id")
                .param("id", id)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private Model model(ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        return new Model(
                teams.find(row.getLong("team_id")).orElseThrow(),
                id,
                id,
                row.getString("name"),
                row.getString("hogql"),
                null,
                null,
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                null);
    }
}
