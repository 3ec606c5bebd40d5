package dev.hedgerow.lineage;

import dev.hedgerow.auth.Team;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The nodes of all projects. */
@Repository
class Nodes {

    private final JdbcClient jdbc;
    private final Clock clock;

    Nodes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void lock(Team team) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('lineage'), hashtext(:team))")
                .param("team", String.valueOf(team.id()))
                .query((_, _) -> 0)
                .list();
    }

    Node insert(Team team, UUID dag, String reference, String name, NodeKind kind) {
        var node = new Node(UUID.randomUUID(), dag, kind, reference, name);
        jdbc.sql("""
                        INSERT INTO data_modeling_node (id, team_id, dag_id, kind, reference, name, created_at, updated_at)
                        VALUES (:id, :team, :dag, :kind, :reference, :name, :now, :now)
                        """)
                .param("id", node.id())
                .param("team", team.id())
                .param("dag", dag)
                .param("kind", kind.wire())
                .param("reference", reference)
                .param("name", name)
                .param("now", now())
                .update();
        return node;
    }

    void update(Team team, String reference, String name, NodeKind kind) {
        jdbc.sql("""
                        UPDATE data_modeling_node
                           SET name = :name, kind = :kind, updated_at = :now
                         WHERE team_id = :team AND reference = :reference AND kind <> 'table'
                           AND (name <> :name OR kind <> :kind)
                        """)
                .param("name", name)
                .param("kind", kind.wire())
                .param("now", now())
                .param("team", team.id())
                .param("reference", reference)
                .update();
    }

    void move(Team team, String reference, UUID dag) {
        jdbc.sql("""
                        UPDATE data_modeling_node
                           SET dag_id = :dag, updated_at = :now
                         WHERE team_id = :team AND reference = :reference AND kind <> 'table' AND dag_id <> :dag
                        """)
                .param("dag", dag)
                .param("now", now())
                .param("team", team.id())
                .param("reference", reference)
                .update();
    }

    void delete(Team team, String reference) {
        jdbc.sql("DELETE FROM data_modeling_node WHERE team_id = :team AND reference = :reference AND kind <> 'table'")
                .param("team", team.id())
                .param("reference", reference)
                .update();
    }

    /** The node of a view. */
    Optional<Node> find(Team team, String reference) {
        return jdbc.sql("""
                        SELECT id, dag_id, kind, reference, name
                          FROM data_modeling_node
                         WHERE team_id = :team AND reference = :reference AND kind <> 'table'
                        """)
                .param("team", team.id())
                .param("reference", reference)
                .query(Nodes::read)
                .optional();
    }

    /** The node of what a view in {@code dag} reads; a table's is made when it is the first to read it. */
    Optional<Node> source(Team team, UUID dag, Source source) {
        if (!source.isTable()) {
            return find(team, source.reference());
        }
        return table(team, dag, source)
                .or(() -> Optional.of(insert(team, dag, source.reference(), source.name(), NodeKind.TABLE)));
    }

    private Optional<Node> table(Team team, UUID dag, Source source) {
        return jdbc.sql("""
                        SELECT id, dag_id, kind, reference, name
                          FROM data_modeling_node
                         WHERE team_id = :team AND reference = :reference AND dag_id = :dag AND kind = 'table'
                        """)
                .param("team", team.id())
                .param("reference", source.reference())
                .param("dag", dag)
                .query(Nodes::read)
                .optional();
    }

    /** A table is in the graph for as long as it is read. */
    void dropUnread(Team team) {
        jdbc.sql("""
                        DELETE FROM data_modeling_node n
                         WHERE n.team_id = :team
                           AND n.kind = 'table'
                           AND NOT EXISTS (SELECT FROM data_modeling_edge e WHERE e.source_id = n.id)
                        """).param("team", team.id()).update();
    }

    static Node read(ResultSet row, int number) throws SQLException {
        return new Node(
                row.getObject("id", UUID.class),
                row.getObject("dag_id", UUID.class),
                NodeKind.of(row.getString("kind")),
                row.getString("reference"),
                row.getString("name"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
