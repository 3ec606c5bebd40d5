package dev.hedgerow.source;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.syncjob.LineFilter;
import dev.hedgerow.syncjob.SyncLine;
import dev.hedgerow.syncjob.SyncRuns;
import dev.hedgerow.syncjob.SyncType;
import dev.hedgerow.web.InvalidInput;
import dev.hedgerow.web.NotFound;
import dev.hedgerow.web.Patch;
import dev.hedgerow.web.PlainRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What can be done with schemas. Where their source is asked something, no transaction is open. */
@Service
class SchemaService {

    private final SchemaRepository schemas;
    private final SourceService sources;
    private final SchemaStore store;
    private final SchemaInventory inventory;
    private final SourceRepository all;
    private final SchemaPlans plans;
    private final SyncRuns runs;
    private final CdcService cdc;

    SchemaService(
            SchemaRepository schemas,
            SourceRepository all,
            SourceService sources,
            SchemaPlans plans,
            SchemaStore store,
            SchemaInventory inventory,
            SyncRuns runs,
            CdcService cdc) {
        this.schemas = schemas;
        this.all = all;
        this.plans = plans;
        this.sources = sources;
        this.store = store;
        this.inventory = inventory;
        this.runs = runs;
        this.cdc = cdc;
    }

    @Transactional(readOnly = true)
    public Page<SourceSchema> list(Team team, String search, Pageable slice) {
        var literal = search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return schemas.search(team.id(), literal, slice);
    }

    @Transactional(readOnly = true)
    public SourceSchema get(Team team, UUID id) {
        return schemas.findByTeamIdAndIdAndDeletedAtIsNull(team.id(), id).orElseThrow(NotFound::new);
    }

    @Transactional(readOnly = true)
    public Optional<SourceSchema> find(Team team, UUID id) {
        return schemas.findByTeamIdAndIdAndDeletedAtIsNull(team.id(), id);
    }

    public SourceSchema update(Team team, Caller caller, UUID id, Patch<SchemaRequest> patch) {
        var schema = get(team, id);
        var source = sources.get(team, schema.sourceId());
        var next = patch.onto(SchemaRequest.of(schema.settings())).settings();
        if (source.isDirect()) {
            return store.changeDirect(team, id, next);
        }
        if (next.rowFilters() != null
                && !Objects.equals(next.rowFilters(), schema.settings().rowFilters())) {
            Discovery.flaw(next.rowFilters(), table(source, schema)).ifPresent(flaw -> {
                throw SchemaRules.invalid("Invalid row filter: " + flaw);
            });
        }
        if (next.syncType() == SyncType.XMIN
                && schema.syncType() != next.syncType()
                && source.sourceType().equals("Postgres")
                && !Boolean.TRUE.equals(table(source, schema).xmin())) {
            throw SchemaRules.invalid("xmin replication is not available for table '%s'.".formatted(schema.name()));
        }
        if (next.syncType() == SyncType.CDC) {
            cdc.checkChoice(source, schema, next);
        }
        return store.change(team, caller, id, source.sourceType(), patch);
    }

    /** How the table could be synced, as its source is now. */
    public IncrementalOptions incrementalOptions(Team team, UUID id) {
        var schema = get(team, id);
        var source = sources.get(team, schema.sourceId());
        return IncrementalOptions.of(table(source, schema), cdc.isEnabled(source));
    }

    private DiscoveredTable table(Source source, SourceSchema schema) {
        return find(sources.discover(source), schema.name())
                .orElseThrow(() -> new Refusal("Schema with name %s not found".formatted(schema.name())));
    }

    static Optional<DiscoveredTable> find(List<DiscoveredTable> tables, String name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    /** Adds a table that the source, or the only source that has it, knows. */
    public SourceSchema create(Team team, Caller caller, NewSchema request, Patch<SchemaRequest> settings) {
        var candidates = request.sourceId() == null
                ? all.findByTeamIdAndDeletedAtIsNullOrderByCreatedAtDesc(team.id())
                : List.of(named(team, request.sourceId()));
        var found = new ArrayList<Found>();
        for (var source : candidates) {
            find(tables(source, request), request.name()).ifPresent(table -> found.add(new Found(source, table)));
        }
        if (found.isEmpty()) {
            throw new InvalidInput("name", "No source has a table named '%s'.".formatted(request.name()));
        }
        if (found.size() > 1) {
            throw new InvalidInput(
                    "source_id", "Several sources have a table named '%s': say which.".formatted(request.name()));
        }
        var only = found.getFirst();
        var plan = plans.added(only.table(), settings);
        if (plan.syncType() == SyncType.CDC) {
            cdc.checkChoice(only.source(), only.table());
        }
        return inventory.add(team, caller, only.source(), only.table(), plan);
    }

    private record Found(Source source, DiscoveredTable table) {}

    private Source named(Team team, UUID id) {
        return all.findByTeamIdAndIdAndDeletedAtIsNull(team.id(), id)
                .orElseThrow(() -> new InvalidInput(
                        "source_id", "does_not_exist", "Invalid pk \"%s\" - object does not exist.".formatted(id)));
    }

    /** A source that cannot be reached has no say, unless it is the one that was asked for. */
    private List<DiscoveredTable> tables(Source source, NewSchema request) {
        try {
            return sources.discover(source);
        } catch (Refusal e) {
            if (request.sourceId() != null) {
                throw e;
            }
            return List.of();
        }
    }

    /** Syncs all tables now; those that are never synced are looked for instead. */
    public Optional<SchemaInventory.Refreshed> reloadAll(Team team, Caller caller, UUID sourceId) {
        if (sources.get(team, sourceId).isDirect()) {
            return Optional.of(refresh(team, caller, sourceId));
        }
        sources.reload(team, caller, sourceId);
        return Optional.empty();
    }

    public SchemaInventory.Refreshed refresh(Team team, Caller caller, UUID sourceId) {
        var found = sources.discover(sources.get(team, sourceId));
        return inventory.refresh(team, caller.userId(), sourceId, found);
    }

    public void delete(Team team, UUID id) {
        store.delete(team, id);
    }

    public void deleteData(Team team, UUID id) {
        store.deleteData(team, id);
    }

    public void reload(Team team, Caller caller, UUID id) {
        store.reload(team, caller, id);
    }

    public void resync(Team team, Caller caller, UUID id) {
        store.resync(team, caller, id);
    }

    /** Ends the running sync; what it tells is that there was none behind the status. */
    public Optional<Map<String, String>> cancel(Team team, UUID id) {
        return switch (store.cancel(team, id)) {
            case A_RUN -> Optional.empty();
            case A_REQUEST -> Optional.of(Map.of("detail", "No sync was running. The sync status has been updated."));
            case NOTHING ->
                throw new PlainRefusal(HttpStatus.BAD_REQUEST, Map.of("detail", "No running sync to cancel."));
        };
    }

    @Transactional(readOnly = true)
    public List<SyncLine> logs(Team team, UUID id, LineFilter filter) {
        return runs.lines(get(team, id).id(), filter);
    }
}
