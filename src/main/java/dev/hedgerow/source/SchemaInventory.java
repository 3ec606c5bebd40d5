package dev.hedgerow.source;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.syncjob.SyncRuns;
import dev.hedgerow.web.InvalidInput;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which tables of a source have schemas: one by one as people add them, or all that were found there. */
@Component
@Transactional
class SchemaInventory {

    private final SchemaRepository schemas;
    private final HistoryNames names;
    private final SourceStore sources;
    private final SyncRuns runs;
    private final Clock clock;

    SchemaInventory(SchemaRepository schemas, HistoryNames names, SourceStore sources, SyncRuns runs, Clock clock) {
        this.schemas = schemas;
        this.names = names;
        this.sources = sources;
        this.runs = runs;
        this.clock = clock;
    }

    /** Adds a table of the source, or brings back the row it had. */
    public SourceSchema add(Team team, Caller caller, Source source, DiscoveredTable table, SyncSettings settings) {
        var now = clock.instant();
        if (!source.isDirect()) {
            runs.hold(team, schemas.known(source.id(), List.of(table.name())));
        }
        var known = schemas.findBySourceIdOrderByName(source.id()).stream()
                .filter(schema -> schema.name().equals(table.name()))
                .findFirst();
        if (known.isPresent() && !known.get().isDeleted()) {
            throw new InvalidInput("name", "'%s' is a schema of this source already.".formatted(table.name()));
        }
        var schema = known.orElseGet(() -> new SourceSchema(source, table, caller.userId(), now));
        schema.revive(now);
        schema.seen(table, now);
        schema.configure(
                source.isDirect() ? SchemaPlans.direct(settings.shouldSync(), settings.enabledColumns()) : settings,
                now);
        save(schema, source);
        names.require(schema, "name");
        if (schema.shouldSync() && !source.isDirect()) {
            runs.runSoon(team, schema.id(), caller.userId());
        }
        return schema;
    }

    /** Brings the schemas of a source in line with what it has now; new ones are synced only if the source says so. */
    public Refreshed refresh(Team team, @Nullable Long by, UUID sourceId, List<DiscoveredTable> found) {
        int gone = letGo(team, sourceId, found);
        var news = welcome(team, by, sourceId, found);
        return new Refreshed(news.added, gone, news.autoEnabled, news.totalTablesSeen);
    }

    /** Takes in what is new, and leaves alone what is no longer there: its next sync tells people so. */
    public Refreshed welcome(Team team, @Nullable Long by, UUID sourceId, List<DiscoveredTable> found) {
        var source = sources.get(team, sourceId);
        var now = clock.instant();
        var all = schemas.findBySourceIdOrderByName(sourceId);
        var there = found.stream().map(DiscoveredTable::name).collect(Collectors.toSet());
        runs.hold(
                team,
                all.stream()
                        .filter(schema -> schema.isDeleted() && there.contains(schema.name()))
                        .map(SourceSchema::id)
                        .toList());
        var known = all.stream().collect(Collectors.toMap(SourceSchema::name, Function.identity()));
        int added = 0;
        int enabled = 0;
        for (var table : found) {
            var schema = known.get(table.name());
            if (schema == null || schema.isDeleted()) {
                var synced = schema == null && source.autoSyncs(table.name());
                var fresh = schema == null ? new SourceSchema(source, table, by, now) : schema;
                names.giveWay(fresh);
                fresh.revive(now);
                if (synced) {
                    fresh.configure(SchemaPlans.bestFor(table), now);
                }
                save(fresh, source);
                added++;
                enabled += synced ? 1 : 0;
                if (fresh.shouldSync() && !source.isDirect()) {
                    runs.runSoon(team, fresh.id(), by);
                }
            } else {
                schema.seen(table, now);
            }
        }
        return new Refreshed(added, 0, enabled, found.size());
    }

    private int letGo(Team team, UUID sourceId, List<DiscoveredTable> found) {
        var now = clock.instant();
        var names = found.stream().map(DiscoveredTable::name).collect(Collectors.toSet());
        var gone = schemas.findBySourceIdInAndDeletedAtIsNullOrderByName(List.of(sourceId)).stream()
                .filter(schema -> !names.contains(schema.name()))
                .toList();
        runs.hold(team, gone.stream().map(SourceSchema::id).toList());
        for (var schema : gone) {
            runs.cancel(team, schema.id(), "The table is no longer in the source");
            if (schema.shouldSync() || schema.lastSyncedAt() != null) {
                schema.vanished(now);
                runs.clearUp(team, schema.id());
            } else {
                sources.delete(team, schema);
            }
        }
        return gone.size();
    }

    /** What a look at the source has brought. */
    record Refreshed(int added, int deleted, int autoEnabled, int totalTablesSeen) {}

    private void save(SourceSchema schema, Source source) {
        try {
            schemas.saveAndFlush(schema);
        } catch (DataIntegrityViolationException e) {
            throw SourceStore.refusal(e, source.sourceType(), source.prefix());
        }
    }
}
