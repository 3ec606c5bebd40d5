package dev.hedgerow.source;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.syncjob.ChangeStreams;
import dev.hedgerow.syncjob.SyncRuns;
import dev.hedgerow.web.InvalidInput;
import dev.hedgerow.web.Patch;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** What can be done with sources. Where a source is asked something, no transaction is open. */
@Service
class SourceService {

    private static final int NEWEST_JOBS = 50;

    private final SourceRepository sources;
    private final SchemaRepository schemas;
    private final SourceStore store;
    private final SchemaInventory inventory;
    private final SourceTypes types;
    private final SettingsVault vault;
    private final Discovery discovery;
    private final SyncRuns runs;
    private final SourceCaptures captures;
    private final ChangeStreams streams;

    SourceService(
            SourceRepository sources,
            SchemaRepository schemas,
            SourceStore store,
            SchemaInventory inventory,
            SourceTypes types,
            SettingsVault vault,
            Discovery discovery,
            SyncRuns runs,
            SourceCaptures captures,
            ChangeStreams streams) {
        this.sources = sources;
        this.schemas = schemas;
        this.store = store;
        this.inventory = inventory;
        this.types = types;
        this.vault = vault;
        this.discovery = discovery;
        this.runs = runs;
        this.captures = captures;
        this.streams = streams;
    }

    @Transactional(readOnly = true)
    public Page<Source> list(Team team, String search, Pageable slice) {
        return sources.search(team.id(), allOf(search), slice);
    }

    /** A regular expression for texts with all of the words. */
    private static String allOf(String search) {
        return Arrays.stream(search.toLowerCase(Locale.ROOT).split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> "(?=.*" + word.replaceAll("([^\\p{L}\\p{N}])", "\\\\$1") + ")")
                .collect(Collectors.joining("", "^", ".*"));
    }

    @Transactional(readOnly = true)
    public Page<Source> queryable(Team team, String search, Pageable slice) {
        return sources.queryable(team.id(), allOf(search), slice);
    }

    @Transactional(readOnly = true)
    public Source get(Team team, UUID id) {
        return store.get(team, id);
    }

    public Source update(Team team, Caller caller, UUID id, Patch<SourceChange> patch) {
        var source = get(team, id);
        var change = patch.onto(SourceChange.of(source));
        var access = change.accessMethod();
        if (patch.names("access_method")
                && access != null
                && !access.asString("").equals(source.accessMethod().wire)) {
            throw new InvalidInput(null, "Access method cannot be changed. Create a new source instead.");
        }
        if (source.isDirect()) {
            return updateDirect(team, caller, source, change, patch);
        }
        return store.change(team, caller, id, patch, patch.names("job_inputs") ? changed(source, change) : null);
    }

    /** New settings may lead to other tables, which are looked up at once. */
    private Source updateDirect(
            Team team, Caller caller, Source source, SourceChange change, Patch<SourceChange> patch) {
        if (change.prefix() == null || change.prefix().isBlank()) {
            throw new InvalidInput(null, SourceCreation.NAME_NEEDED);
        }
        if (Boolean.TRUE.equals(change.autoSyncNewSchemas())) {
            throw new InvalidInput(null, "A direct query source syncs nothing, so new tables cannot be synced.");
        }
        var tried = patch.names("job_inputs") ? changed(source, change) : null;
        if (tried == null) {
            return store.change(team, caller, source.id(), patch, null);
        }
        var found = discovery.tables(type(source), tried.settings());
        var changed = store.change(team, caller, source.id(), patch, tried);
        inventory.refresh(team, caller.userId(), source.id(), found);
        return changed;
    }

    /** The settings with what was sent; the source is tried only when they really differ. */
    private SourceStore.@Nullable Tried changed(Source source, SourceChange change) {
        if (!(change.jobInputs() instanceof ObjectNode sent)) {
            throw new InvalidInput("job_inputs", "not_a_dict", "Expected a dictionary of settings.");
        }
        var type = type(source);
        var stored = stored(source);
        var merged = SettingsChange.merge(type, stored, Settings.of(sent));
        if (merged.values().equals(stored.values())) {
            return null;
        }
        var known = discovery.acquainted(type, merged, problem -> new InvalidInput(null, problem));
        discovery.problem(type, known).ifPresent(problem -> {
            throw new InvalidInput(null, problem);
        });
        return new SourceStore.Tried(known, source.jobInputs());
    }

    /** What was made at the source goes with it as far as it can be reached. */
    public void delete(Team team, Caller caller, UUID id) {
        var capture = captures.find(id);
        store.delete(team, caller, id);
        capture.ifPresent(streams::endQuietly);
    }

    public void reload(Team team, Caller caller, UUID id) {
        store.reload(team, caller, id);
    }

    public Source analyse(Team team, UUID id, Patch<RevenueAnalytics> patch) {
        return store.analyse(team, id, patch.onto(get(team, id).revenueAnalytics()));
    }

    /** What the source of a source has now. */
    List<DiscoveredTable> discover(Source source) {
        return discovery.tables(type(source), stored(source));
    }

    Settings stored(Source source) {
        if (source.jobInputs() == null) {
            throw new Refusal("Source has no configuration.");
        }
        return vault.open(source.id(), source.jobInputs());
    }

    SourceType type(Source source) {
        return types.find(source.sourceType()).orElseThrow();
    }

    /** The newest runs of a source; no names of schemas means all. */
    @Transactional(readOnly = true)
    public List<SyncResponse> jobs(
            Team team, UUID id, @Nullable Instant after, @Nullable Instant before, Collection<String> names) {
        store.get(team, id);
        var known = schemas.findBySourceIdOrderByName(id).stream()
                .collect(Collectors.toMap(SourceSchema::id, Function.identity()));
        var wanted = known.values().stream()
                .filter(schema -> names.contains(schema.name()))
                .map(SourceSchema::id)
                .toList();
        if (!names.isEmpty() && wanted.isEmpty()) {
            return List.of();
        }
        return runs.list(id, after, before, wanted, NEWEST_JOBS).stream()
                .filter(run -> known.containsKey(run.schema())) // not of a table that was added this moment
                .map(run -> SyncResponse.of(run, Objects.requireNonNull(known.get(run.schema()))))
                .toList();
    }
}
