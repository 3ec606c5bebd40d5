package dev.hedgerow.source;

import dev.hedgerow.activity.ActivityLog;
import dev.hedgerow.activity.Actor;
import dev.hedgerow.activity.Item;
import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.WarehouseTables;
import dev.hedgerow.source.SchemaPlans.Plan;
import dev.hedgerow.syncjob.SyncRuns;
import dev.hedgerow.syncjob.SyncType;
import dev.hedgerow.web.Conflict;
import dev.hedgerow.web.Constraints;
import dev.hedgerow.web.NotFound;
import dev.hedgerow.web.Patch;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The short transactions of sources: what was worked out outside of them is written down as a whole or not at all. */
@Component
@Transactional
class SourceStore {

    private final SourceRepository sources;
    private final SchemaRepository schemas;
    private final HistoryNames names;
    private final SettingsVault vault;
    private final SyncRuns runs;
    private final WarehouseTables tables;
    private final CdcTables cdc;
    private final ActivityLog activity;
    private final Clock clock;

    SourceStore(
            SourceRepository sources,
            SchemaRepository schemas,
            HistoryNames names,
            SettingsVault vault,
            SyncRuns runs,
            WarehouseTables tables,
            CdcTables cdc,
            ActivityLog activity,
            Clock clock) {
        this.sources = sources;
        this.schemas = schemas;
        this.names = names;
        this.vault = vault;
        this.runs = runs;
        this.tables = tables;
        this.cdc = cdc;
        this.activity = activity;
        this.clock = clock;
    }

    /** A source with its schemas, the first runs of those that are synced already asked for. */
    public Source create(
            Team team, Caller caller, UUID id, SourceRequest request, Settings settings, List<Plan> plans) {
        var now = clock.instant();
        try {
            var source = sources.saveAndFlush(new Source(id, team, caller, request, vault.seal(id, settings), now));
            var taken = new HashSet<String>();
            var saved = new ArrayList<SourceSchema>();
            for (var plan : plans) {
                var schema = new SourceSchema(source, plan.table(), caller.userId(), now);
                schema.configure(plan.settings(), now);
                schema.callTable(free(schema.tableName(), taken));
                saved.add(schemas.saveAndFlush(schema));
                if (schema.shouldSync() && !source.isDirect()) {
                    runs.runSoon(team, schema.id(), caller.userId());
                }
            }
            saved.stream()
                    .map(names::conflict)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(conflict -> {
                        throw new Refusal(conflict);
                    });
            if (CdcSettings.isEnabled(settings.values())) {
                cdc.begin(source);
            }
            activity.record(team, Actor.of(caller), item(source), "created", null);
            return source;
        } catch (DataIntegrityViolationException e) {
            throw refusal(e, request.sourceType(), request.prefix());
        }
    }

    /** Names that differ in case only are one name in HogQL; the later one gets a number. */
    private static String free(String name, Set<String> taken) {
        var candidate = name;
        for (var number = 2; !taken.add(candidate); number++) {
            candidate = name + "_" + number;
        }
        return candidate;
    }

    static RuntimeException refusal(DataIntegrityViolationException e, String sourceType, @Nullable String prefix) {
        if (Constraints.isBroken(e, "external_data_source_name_space")) {
            return prefixTaken(prefix);
        }
        return Constraints.isBroken(e, "external_data_schema_table")
                ? new Refusal(("A table that this %s source would fill exists already in this project. "
                                + "Choose another prefix.")
                        .formatted(sourceType))
                : e;
    }

    static Refusal prefixTaken(@Nullable String prefix) {
        return new Refusal(
                prefix == null || prefix.isBlank()
                        ? "You already have a source of this type. Give this one a prefix to tell their tables apart."
                        : "Another source of this type already uses the prefix '%s'.".formatted(prefix));
    }

    public Source change(Team team, Caller caller, UUID id, Patch<SourceChange> patch, @Nullable Tried tried) {
        var source = locked(team, id);
        var before = Shown.of(source);
        source.change(patch.onto(SourceChange.of(source)), clock.instant());
        if (tried != null) {
            reach(source, tried);
        }
        activity.recordUpdate(team, Actor.of(caller), item(source), before, Shown.of(source));
        return source;
    }

    /**
     * Settings that the source was reached with.
     *
     * @param instead of which they come, as those were when the source was asked, which may have taken a while
     */
    record Tried(Settings settings, @Nullable JsonNode instead) {}

    private void reach(Source source, Tried tried) {
        if (!Objects.equals(source.jobInputs(), tried.instead)) {
            throw new Conflict("Somebody else changed the settings of this source meanwhile. Please try again.");
        }
        source.reach(vault.seal(source.id(), tried.settings));
    }

    /** Its tables, schedules and secrets go with it; the workers clear up what the engine holds. */
    public void delete(Team team, Caller caller, UUID id) {
        var source = get(team, id);
        runs.hold(team, schemas.ids(id));
        for (var schema : schemas.findBySourceIdInAndDeletedAtIsNullOrderByName(List.of(id))) {
            delete(team, schema);
        }
        source.delete(clock.instant());
        activity.record(team, Actor.of(caller), item(source), "deleted", null);
    }

    void delete(Team team, SourceSchema schema) {
        runs.cancel(team, schema.id(), "The source or table was deleted");
        tables.remove(team, schema.tableName());
        cdc.delete(team, schema);
        schema.delete(clock.instant());
        runs.clearUp(team, schema.id());
    }

    /** The source's changes are captured from here on. */
    public void capture(Team team, Caller caller, UUID id, Tried settings) {
        var source = locked(team, id);
        reach(source, settings);
        activity.record(team, Actor.of(caller), item(source), "updated", null);
    }

    /** Changes settings that have nothing to do with how the source is reached. */
    public void adjust(Team team, Caller caller, UUID id, UnaryOperator<Settings> change) {
        var source = locked(team, id);
        var settings = vault.open(id, Objects.requireNonNull(source.jobInputs()));
        source.reach(vault.seal(id, change.apply(settings)));
        activity.record(team, Actor.of(caller), item(source), "updated", null);
    }

    /** The source's changes are not captured any more; the rows there are stay. */
    public void ceaseCapture(Team team, Caller caller, UUID id) {
        runs.hold(team, schemas.ids(id));
        for (var schema : schemas.findBySourceIdInAndDeletedAtIsNullOrderByName(List.of(id))) {
            if (schema.syncType() == SyncType.CDC) {
                runs.cancel(team, schema.id(), "Sync stopped because change data capture was switched off");
                cdc.leave(team, schema, CdcTables.mode(schema.settings()));
                schema.ceased();
            }
        }
        adjust(team, caller, id, CdcSettings::without);
    }

    private Source locked(Team team, UUID id) {
        return sources.findToChange(team.id(), id).orElseThrow(NotFound::new);
    }

    public Source get(Team team, UUID id) {
        return sources.findByTeamIdAndIdAndDeletedAtIsNull(team.id(), id).orElseThrow(NotFound::new);
    }

    public Source analyse(Team team, UUID id, RevenueAnalytics config) {
        var source = get(team, id);
        source.analyse(config);
        return source;
    }

    /** Asks for a run of every table that is synced. */
    public void reload(Team team, Caller caller, UUID id) {
        var source = get(team, id);
        runs.hold(team, schemas.ids(id));
        source.started();
        for (var schema : schemas.findBySourceIdInAndDeletedAtIsNullOrderByName(List.of(id))) {
            if (schema.shouldSync()) {
                schema.started();
                runs.runSoon(team, schema.id(), caller.userId());
            }
        }
    }

    private static Item item(Source source) {
        return new Item("ExternalDataSource", source.id(), source.sourceType());
    }

    /** The fields whose history is kept; what is secret has none. */
    private record Shown(@Nullable String description, boolean directQueryEnabled, boolean autoSyncNewSchemas) {

        static Shown of(Source source) {
            return new Shown(source.description(), source.isDirectQueryEnabled(), source.autoSyncsNewSchemas());
        }
    }
}
