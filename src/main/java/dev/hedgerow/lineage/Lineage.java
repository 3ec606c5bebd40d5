package dev.hedgerow.lineage;

import dev.hedgerow.auth.Team;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who reads whom in a project. Whoever changes what reads what says so here, in the same transaction; to ask needs
 * none.
 */
@Service
public class Lineage {

    private final Dags dags;
    private final Nodes nodes;
    private final Edges edges;

    Lineage(Dags dags, Nodes nodes, Edges edges) {
        this.dags = dags;
        this.nodes = nodes;
        this.edges = edges;
    }

    /** Until the transaction ends nobody else changes this project's graph, nor the names in it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(Team team) {
        nodes.lock(team);
    }

    /**
     * Gives a view its node, in the given DAG or else the default one.
     *
     * @throws dev.hedgerow.web.InvalidInput when the project has no such DAG
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Node add(Team team, String reference, String name, NodeKind kind, @Nullable UUID dag) {
        return nodes.insert(team, dags.find(team, dag), reference, name, kind);
    }

    /** Puts a view's node into another DAG; null stands for the default one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void move(Team team, String reference, @Nullable UUID dag) {
        nodes.move(team, reference, dags.find(team, dag));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void describe(Team team, String reference, String name, NodeKind kind) {
        nodes.update(team, reference, name, kind);
    }

    /**
     * Makes a view read exactly these.
     *
     * @throws dev.hedgerow.web.ApiException when it would read itself by some way round
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void connect(Team team, String reference, Collection<Source> sources) {
        var node = nodes.find(team, reference).orElseThrow();
        var found = sources.stream()
                .map(source -> nodes.source(team, node.dag(), source))
                .flatMap(Optional::stream)
                .toList();
        refuseCycle(node, found);
        edges.replace(team, node, found);
        nodes.dropUnread(team);
    }

    private void refuseCycle(Node node, List<Node> sources) {
        var below = edges.below(node.id());
        sources.stream()
                .filter(source -> source.id().equals(node.id()) || below.contains(source.id()))
                .findFirst()
                .ifPresent(source -> {
                    throw new Cycle(edges.path(node, source));
                });
    }

    /** Takes a view out of the graph. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remove(Team team, String reference) {
        nodes.delete(team, reference);
        nodes.dropUnread(team);
    }

    public Optional<Node> node(Team team, String reference) {
        return nodes.find(team, reference);
    }

    /**
     * The references of all that it reads, directly and through others; of those within {@code level} steps if given.
     */
    public Set<String> ancestors(Team team, String reference, @Nullable Integer level) {
        return walk(team, reference, Edges.Direction.UP, level);
    }

    /**
     * The references of all that read it, directly and through others; of those within {@code level} steps if given.
     */
    public Set<String> descendants(Team team, String reference, @Nullable Integer level) {
        return walk(team, reference, Edges.Direction.DOWN, level);
    }

    private Set<String> walk(Team team, String reference, Edges.Direction direction, @Nullable Integer level) {
        return nodes.find(team, reference)
                .map(node -> edges.references(node.id(), direction, level))
                .orElse(Set.of());
    }

    /** Those that read it directly, by name. */
    public List<Node> readers(Team team, String reference) {
        return edges.readers(team, reference);
    }

    /** Those that it reads directly, by name. */
    public List<Node> sources(Team team, String reference) {
        return edges.sources(team, reference);
    }

    /** All that the node reads, through others too, each after those that it reads itself. */
    public List<NodeWithSources> ancestry(UUID node) {
        return edges.inOrder(node, Edges.Direction.UP);
    }

    /** The nodes of this kind that it reads, through others too. */
    public List<Node> above(Node node, NodeKind kind) {
        return edges.nodes(node.id(), Edges.Direction.UP, kind);
    }

    /** The nodes of this kind that read it, through others too. */
    public List<Node> below(Node node, NodeKind kind) {
        return edges.nodes(node.id(), Edges.Direction.DOWN, kind);
    }

    /** All that read it, through others too, each after those that it reads itself. */
    public List<Node> readersInOrder(Team team, String reference) {
        return nodes
                .find(team, reference)
                .map(node -> edges.inOrder(node.id(), Edges.Direction.DOWN))
                .orElse(List.of())
                .stream()
                .map(NodeWithSources::node)
                .toList();
    }
}
