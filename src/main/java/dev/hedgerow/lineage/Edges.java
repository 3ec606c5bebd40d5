package dev.hedgerow.lineage;

import dev.hedgerow.auth.Team;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The edges of all projects, each from what is read to what reads it. */
@Repository
class Edges {

    /** Which way to walk. */
    enum Direction {
        UP("target_id", "source_id"),
        DOWN("source_id", "target_id");

        private final String from;
        private final String to;

        Direction(String from, String to) {
            this.from = from;
            this.to = to;
        }
    }

    /**
     * The nodes of what is reached, looked up one by one: the planner takes it for more than it is and would read all
     * the nodes there are.
     */
    private static final String REACHED = """
            reached CROSS JOIN LATERAL (
                SELECT id, dag_id, kind, reference, name FROM data_modeling_node WHERE id = node_id OFFSET 0
            ) AS node""";

    private final JdbcClient jdbc;
    private final Clock clock;

    Edges(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void replace(Team team, Node target, Collection<Node> sources) {
        var ids = sources.stream().map(Node::id).distinct().toArray(UUID[]::new);
        jdbc.sql("DELETE FROM data_modeling_edge WHERE target_id = :target AND source_id <> ALL (:sources)")
                .param("target", target.id())
                .param("sources", ids)
                .update();
        jdbc.sql("""
                        INSERT INTO data_modeling_edge (source_id, target_id, team_id, created_at)
                        SELECT source, :target, :team, :now FROM unnest(:sources) AS source
                            ON CONFLICT DO NOTHING
                        """)
                .param("target", target.id())
                .param("team", team.id())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("sources", ids)
                .update();
    }

    List<Node> readers(Team team, String reference) {
        return neighbours(team, reference, Direction.DOWN);
    }

    List<Node> sources(Team team, String reference) {
        return neighbours(team, reference, Direction.UP);
    }

    private List<Node> neighbours(Team team, String reference, Direction direction) {
        return jdbc.sql("""
                        SELECT n.id, n.dag_id, n.kind, n.reference, n.name
                          FROM data_modeling_node self
                          JOIN data_modeling_edge e ON e.%s = self.id
                          JOIN data_modeling_node n ON n.id = e.%s
                         WHERE self.team_id = :team AND self.reference = :reference
                         ORDER BY n.name
                        """.formatted(direction.from, direction.to))
                .param("team", team.id())
                .param("reference", reference)
                .query(Nodes::read)
                .list();
    }

    /** All that reads the node, through others too. */
    Set<UUID> below(UUID node) {
        return new HashSet<>(jdbc.sql(reachable(Direction.DOWN) + "SELECT node_id FROM reached")
                .param("node", node)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list());
    }

    Set<String> references(UUID node, Direction direction, @Nullable Integer level) {
        var ids = level == null ? null : within(node, direction, level).toArray(UUID[]::new);
        var sql = ids == null
                ? reachable(direction) + "SELECT DISTINCT reference FROM " + REACHED + " ORDER BY 1"
                : "SELECT DISTINCT n.reference FROM data_modeling_node n WHERE id = ANY (:node) ORDER BY 1";
        return new LinkedHashSet<>(jdbc.sql(sql)
                .param("node", ids == null ? node : ids)
                .query(String.class)
                .list());
    }

    /** Each node is reached once, however many ways lead to it. */
    private static String reachable(Direction direction) {
        return """
                WITH RECURSIVE reached(node_id) AS (
                    SELECT %2$s FROM data_modeling_edge WHERE %1$s = :node
                    UNION
                    SELECT e.%2$s FROM reached r JOIN data_modeling_edge e ON e.%1$s = r.node_id
                )
                """.formatted(direction.from, direction.to);
    }

    /** Step by step, since within one statement a node would be met once for each of its distances. */
    private Set<UUID> within(UUID node, Direction direction, int level) {
        var seen = new LinkedHashSet<UUID>();
        Collection<UUID> edge = List.of(node);
        for (var step = 0; step < level && !edge.isEmpty(); step++) {
            List<UUID> next = jdbc.sql("SELECT DISTINCT %s FROM data_modeling_edge WHERE %s = ANY (:edge)"
                            .formatted(direction.to, direction.from))
                    .param("edge", edge.toArray(UUID[]::new))
                    .query((row, _) -> row.getObject(1, UUID.class))
                    .list();
            edge = next.stream().filter(seen::add).toList();
        }
        return seen;
    }

    /** The nodes of a kind that can be reached. */
    List<Node> nodes(UUID node, Direction direction, NodeKind kind) {
        return jdbc.sql(reachable(direction) + "SELECT id, dag_id, kind, reference, name FROM " + REACHED
                        + " WHERE kind = :kind")
                .param("node", node)
                .param("kind", kind.wire())
                .query(Nodes::read)
                .list();
    }

    /** All that can be reached, each after what it reads among them. */
    List<NodeWithSources> inOrder(UUID node, Direction direction) {
        var reached = new HashMap<UUID, NodeWithSources>();
        jdbc.sql(reachable(direction) + """
                        SELECT id, dag_id, kind, reference, name,
                               ARRAY(SELECT source_id FROM data_modeling_edge WHERE target_id = node.id) AS sources
                          FROM\s""" + REACHED)
                .param("node", node)
                .query((row, number) -> new NodeWithSources(Nodes.read(row, number), List.of((UUID[])
                        row.getArray("sources").getArray())))
                .list()
                .forEach(found -> reached.put(found.node().id(), found));
        return sorted(reached);
    }

    private static List<NodeWithSources> sorted(Map<UUID, NodeWithSources> nodes) {
        var readers = new HashMap<UUID, List<UUID>>();
        var open = new HashMap<UUID, Integer>();
        nodes.forEach((id, reader) -> reader.sources().stream()
                .filter(nodes::containsKey)
                .forEach(source -> {
                    readers.computeIfAbsent(source, _ -> new ArrayList<>()).add(id);
                    open.merge(id, 1, Integer::sum);
                }));
        var ready = new ArrayDeque<>(
                nodes.keySet().stream().filter(id -> !open.containsKey(id)).toList());
        var sorted = new ArrayList<NodeWithSources>();
        while (!ready.isEmpty()) {
            var id = ready.poll();
            sorted.add(nodes.get(id));
            for (var reader : readers.getOrDefault(id, List.of())) {
                if (open.merge(reader, -1, Integer::sum) == 0) {
                    ready.add(reader);
                }
            }
        }
        return sorted;
    }

    /** The names on a way from {@code node} down to {@code end}, and back to the node that wants to read it. */
    List<String> path(Node node, Node end) {
        var cameFrom = new HashMap<UUID, UUID>();
        var open = new ArrayDeque<>(List.of(node.id()));
        while (!open.isEmpty() && !cameFrom.containsKey(end.id())) {
            var at = open.poll();
            for (var reader : within(at, Direction.DOWN, 1)) {
                if (cameFrom.putIfAbsent(reader, at) == null) {
                    open.add(reader);
                }
            }
        }
        var path = new ArrayDeque<>(List.of(node.id()));
        for (var at = end.id(); at != null && !at.equals(node.id()); at = cameFrom.get(at)) {
            path.addFirst(at);
        }
        path.addFirst(node.id());
        return names(List.copyOf(path));
    }

    private List<String> names(List<UUID> path) {
        var names = new HashMap<UUID, String>();
        jdbc.sql("SELECT id, name FROM data_modeling_node WHERE id = ANY (:ids)")
                .param("ids", path.toArray(UUID[]::new))
                .query(row -> {
                    names.put(row.getObject("id", UUID.class), row.getString("name"));
                });
        return path.stream().map(names::get).toList();
    }
}
