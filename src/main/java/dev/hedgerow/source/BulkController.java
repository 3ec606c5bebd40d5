package dev.hedgerow.source;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import dev.hedgerow.web.RequestData;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Many schemas of a source at once. */
@RestController
@RequestMapping(TeamRoute.PREFIX + "/external_data_sources/{id}/bulk_update_schemas")
class BulkController {

    private final BulkChange bulk;
    private final SourceViews views;

    BulkController(BulkChange bulk, SourceViews views) {
        this.bulk = bulk;
        this.views = views;
    }

    @PatchMapping
    @RequiresScope(value = "external_data_source:write", documented = false)
    @Operation(summary = "Change how several schemas of an external data source are synced")
    List<SchemaResponse> update(Team team, Caller caller, @PathVariable UUID id, @RequestBody RequestData body) {
        return views.ofSchemas(team, caller, bulk.apply(team, caller, id, body));
    }
}
