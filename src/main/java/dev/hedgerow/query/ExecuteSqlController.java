package dev.hedgerow.query;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import dev.hedgerow.web.ApiException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The tool by which PostHog's MCP server runs HogQL; it reports failures in its answer, so that a model can read them.
 */
@RestController
@RequestMapping(TeamRoute.PREFIX + "/mcp_tools")
class ExecuteSqlController {

    private static final int TRUNCATED_LENGTH = 20_000;

    private final QueryService queries;

    ExecuteSqlController(QueryService queries) {
        this.queries = queries;
    }

    @PostMapping("/execute_sql")
    @RequiresScope("query:read")
    @Operation(summary = "Run HogQL and answer a table of text")
    ToolResult execute(Team team, Caller caller, @RequestBody ToolCall call) {
        try {
            var table = queries.asText(team, caller, call.args.query);
            return new ToolResult(true, Boolean.FALSE.equals(call.args.truncate) ? table : truncated(table));
        } catch (ApiException refusal) {
            return new ToolResult(false, refusal.error().detail());
        }
    }

    private static String truncated(String table) {
        return table.length() <= TRUNCATED_LENGTH
                ? table
                : table.substring(0, table.lastIndexOf('\n', TRUNCATED_LENGTH)) + "\n… (truncated)";
    }

    record ToolCall(Arguments args) {}

    record Arguments(@NotBlank String query, @Nullable Boolean truncate) {}

    record ToolResult(boolean success, String content) {}
}
