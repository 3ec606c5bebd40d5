package dev.hedgerow.folder;

import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.NO_CONTENT;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import dev.hedgerow.web.Patch;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(TeamRoute.PREFIX + "/warehouse_saved_query_folders")
class FolderController {

    private final FolderService folders;

    FolderController(FolderService folders) {
        this.folders = folders;
    }

    @GetMapping
    @RequiresScope("warehouse_view:read")
    @Operation(summary = "List saved-query folders")
    List<FolderResponse> list(Team team, Caller caller) {
        return folders.list(team).stream()
                .map(folder -> FolderResponse.of(folder, team, caller))
                .toList();
    }

    @GetMapping("/{id}")
    @RequiresScope("warehouse_view:read")
    @Operation(summary = "Retrieve a saved-query folder")
    FolderResponse retrieve(Team team, Caller caller, @PathVariable UUID id) {
        return FolderResponse.of(folders.get(team, id), team, caller);
    }

    @PostMapping
    @ResponseStatus(CREATED)
    @RequiresScope("warehouse_view:write")
    @Operation(summary = "Create a saved-query folder")
    FolderResponse create(Team team, Caller caller, @RequestBody FolderRequest request) {
        return FolderResponse.of(folders.create(team, caller, request), team, caller);
    }

    @PatchMapping("/{id}")
    @RequiresScope("warehouse_view:write")
    @Operation(summary = "Rename a saved-query folder")
    FolderResponse update(Team team, Caller caller, @PathVariable UUID id, @RequestBody Patch<FolderRequest> changes) {
        return FolderResponse.of(folders.update(team, id, changes::onto), team, caller);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(NO_CONTENT)
    @RequiresScope("warehouse_view:write")
    @Operation(summary = "Delete a saved-query folder and the views in it")
    void delete(Team team, @PathVariable UUID id) {
        folders.delete(team, id);
    }
}
