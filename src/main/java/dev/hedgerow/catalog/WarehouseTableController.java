package dev.hedgerow.catalog;

import static org.springframework.http.HttpStatus.NO_CONTENT;

import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import dev.hedgerow.auth.UserBasic;
import dev.hedgerow.auth.Users;
import dev.hedgerow.web.LimitOffset;
import dev.hedgerow.web.Paginated;
import io.swagger.v3.oas.annotations.Operation;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(TeamRoute.PREFIX + "/warehouse_tables")
class WarehouseTableController {

    private final WarehouseTables tables;
    private final Users users;

    WarehouseTableController(WarehouseTables tables, Users users) {
        this.tables = tables;
        this.users = users;
    }

    @GetMapping
    @RequiresScope("warehouse_table:read")
    @Operation(summary = "List warehouse tables")
    Paginated<WarehouseTableResponse> list(
            Team team, @RequestParam(defaultValue = "") String search, LimitOffset page) {
        var creators = new HashMap<Long, UserBasic>();
        return page.of(
                slice -> named(tables.list(team, search, slice), creators),
                table -> WarehouseTableResponse.of(table, creators));
    }

    /** Looks up the creators of a whole page at once. */
    private Page<WarehouseTable> named(Page<WarehouseTable> page, Map<Long, UserBasic> creators) {
        creators.putAll(users.basics(
                page.getContent().stream().map(WarehouseTable::createdBy).toList()));
        return page;
    }

    @GetMapping("/{id}")
    @RequiresScope("warehouse_table:read")
    @Operation(summary = "Retrieve a warehouse table")
    WarehouseTableResponse retrieve(Team team, @PathVariable UUID id) {
        var table = tables.get(team, id);
        return WarehouseTableResponse.of(table, users.basics(java.util.Collections.singletonList(table.createdBy())));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(NO_CONTENT)
    @RequiresScope("warehouse_table:write")
    @Operation(summary = "Delete a warehouse table that no source fills")
    void delete(Team team, @PathVariable UUID id) {
        tables.delete(team, id);
    }
}
