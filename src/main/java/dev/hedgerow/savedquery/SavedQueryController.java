package dev.hedgerow.savedquery;

import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.NO_CONTENT;
import static org.springframework.http.HttpStatus.OK;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import dev.hedgerow.web.PageNumber;
import dev.hedgerow.web.Paginated;
import dev.hedgerow.web.Patch;
import io.swagger.v3.oas.annotations.Operation;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(TeamRoute.PREFIX + "/warehouse_saved_queries")
class SavedQueryController {

    private static final int PAGE_SIZE = 1000;

    private final SavedQueryService views;
    private final SavedQueryListing listing;

    SavedQueryController(SavedQueryService views, SavedQueryListing listing) {
        this.views = views;
        this.listing = listing;
    }

    @GetMapping
    @RequiresScope("warehouse_view:read")
    @Operation(summary = "List saved queries")
    Paginated<SavedQueryItem> list(
            Team team,
            Caller caller,
            @RequestParam(defaultValue = "") String search,
            @PageNumber.Size(PAGE_SIZE) PageNumber page) {
        return page.of(slice -> listing.page(team, caller, search, slice), Function.identity());
    }

    @GetMapping("/{id}")
    @RequiresScope("warehouse_view:read")
    @Operation(summary = "Retrieve a saved query")
    SavedQueryResponse retrieve(Team team, Caller caller, @PathVariable UUID id) {
        return views.retrieve(team, caller, id);
    }

    @PostMapping
    @ResponseStatus(CREATED)
    @RequiresScope("warehouse_view:write")
    @Operation(summary = "Create a saved query, or change the one of that name")
    ResponseEntity<SavedQueryResponse> create(Team team, Caller caller, @RequestBody Patch<SavedQueryRequest> body) {
        var saved = views.create(team, caller, body);
        return ResponseEntity.status(saved.created() ? CREATED : OK).body(saved.view());
    }

    @PutMapping("/{id}")
    @RequiresScope("warehouse_view:write")
    @Operation(summary = "Replace a saved query")
    SavedQueryResponse replace(
            Team team, Caller caller, @PathVariable UUID id, @RequestBody Patch<SavedQueryRequest> body) {
        return views.update(team, caller, id, Edit.replacement(body));
    }

    @PatchMapping("/{id}")
    @RequiresScope("warehouse_view:write")
    @Operation(summary = "Change a saved query")
    SavedQueryResponse update(
            Team team, Caller caller, @PathVariable UUID id, @RequestBody Patch<SavedQueryRequest> body) {
        return views.update(team, caller, id, Edit.patch(body));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(NO_CONTENT)
    @RequiresScope("warehouse_view:write")
    @Operation(summary = "Delete a saved query that no other one reads")
    void delete(Team team, Caller caller, @PathVariable UUID id) {
        views.delete(team, caller, id);
    }
}
