package dev.hedgerow.savedquery;

import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import dev.hedgerow.web.PageNumber;
import dev.hedgerow.web.Paginated;
import io.swagger.v3.oas.annotations.Operation;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The whole lineage of a project, to be drawn. */
@RestController
@RequestMapping(TeamRoute.PREFIX)
class GraphController {

    private final GraphListing graph;

    GraphController(GraphListing graph) {
        this.graph = graph;
    }

    @GetMapping("/data_modeling_dags")
    @RequiresScope(value = "warehouse_view:read", documented = false)
    @Operation(summary = "List the DAGs of a project")
    Paginated<GraphListing.Dag> dags(Team team, @PageNumber.Size(100) PageNumber page) {
        return page.of(slice -> graph.dags(team, slice), Function.identity());
    }

    @GetMapping("/data_modeling_nodes")
    @RequiresScope(value = "warehouse_view:read", documented = false)
    @Operation(summary = "List the views of a project and the tables they read")
    Paginated<GraphListing.Node> nodes(
            Team team, @RequestParam(required = false) @Nullable String dag, @PageNumber.Size(1000) PageNumber page) {
        return page.of(slice -> graph.nodes(team, uuid(dag), slice), Function.identity());
    }

    @GetMapping("/data_modeling_edges")
    @RequiresScope(value = "warehouse_view:read", documented = false)
    @Operation(summary = "List who reads whom in a project")
    Paginated<GraphListing.Edge> edges(
            Team team, @RequestParam(required = false) @Nullable String dag, @PageNumber.Size(5000) PageNumber page) {
        return page.of(slice -> graph.edges(team, uuid(dag), slice), Function.identity());
    }

    /** As PostHog does, what is no UUID filters nothing. */
    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
