package dev.hedgerow.source;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.UserBasic;
import dev.hedgerow.auth.Users;
import dev.hedgerow.catalog.PublishedTable;
import dev.hedgerow.catalog.WarehouseTables;
import dev.hedgerow.source.SchemaResponse.SourceSummary;
import dev.hedgerow.syncjob.SyncRuns;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Puts together what clients see of sources and schemas: their rows, tables, runs and creators, a page at a time. */
@Component
class SourceViews {

    /** As Python prints a moment: the fraction only when there is one. */
    private static final DateTimeFormatter PYTHON = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    private final SourceTypes types;
    private final SettingsVault vault;
    private final SourceRepository sources;
    private final SchemaRepository schemas;
    private final WarehouseTables tables;
    private final SyncRuns runs;
    private final Users users;

    SourceViews(
            SourceTypes types,
            SettingsVault vault,
            SourceRepository sources,
            SchemaRepository schemas,
            WarehouseTables tables,
            SyncRuns runs,
            Users users) {
        this.types = types;
        this.vault = vault;
        this.sources = sources;
        this.schemas = schemas;
        this.tables = tables;
        this.runs = runs;
        this.users = users;
    }

    SourceResponse of(Team team, Caller caller, Source source) {
        return of(team, caller, List.of(source)).getFirst();
    }

    List<SourceResponse> of(Team team, Caller caller, List<Source> page) {
        var ids = page.stream().map(Source::id).toList();
        var owned = schemas.findBySourceIdInAndDeletedAtIsNullOrderByName(ids).stream()
                .collect(Collectors.groupingBy(SourceSchema::sourceId));
        var published = tables.published(
                team, names(owned.values().stream().flatMap(List::stream).toList()));
        var last = runs.lastCompleted(ids);
        var creators = users.basics(
                page.stream().<@Nullable Long>map(Source::createdBy).toList());
        return page.stream()
                .map(source -> response(
                        team,
                        caller,
                        source,
                        owned.getOrDefault(source.id(), List.of()),
                        published,
                        last.get(source.id()),
                        creators.get(source.createdBy())))
                .toList();
    }

    SchemaResponse of(Team team, Caller caller, SourceSchema schema, Source source) {
        var type = types.find(source.sourceType()).orElseThrow();
        var summary = new SourceSummary(
                source.id(),
                source.sourceType(),
                source.accessMethod(),
                type.supportsColumnSelection(),
                true,
                true,
                caller.accessLevel(team, source.createdBy()),
                type.defaultVersion(),
                type.versions());
        var published = tables.published(team, List.of(schema.shownTable()));
        return SchemaResponse.of(schema, source, published.get(schema.shownTable()), team, caller, summary);
    }

    List<SchemaResponse> ofSchemas(Team team, Caller caller, List<SourceSchema> page) {
        var owners =
                sources
                        .findByTeamIdAndIdIn(
                                team.id(),
                                page.stream()
                                        .map(SourceSchema::sourceId)
                                        .distinct()
                                        .toList())
                        .stream()
                        .collect(Collectors.toMap(Source::id, Function.identity()));
        var published = tables.published(team, names(page));
        return page.stream()
                .map(schema -> SchemaResponse.of(
                        schema,
                        Objects.requireNonNull(owners.get(schema.sourceId())),
                        published.get(schema.shownTable()),
                        team,
                        caller,
                        null))
                .toList();
    }

    private static List<String> names(Collection<SourceSchema> schemas) {
        return schemas.stream().map(SourceSchema::shownTable).toList();
    }

    private SourceResponse response(
            Team team,
            Caller caller,
            Source source,
            List<SourceSchema> owned,
            Map<String, PublishedTable> published,
            @Nullable Instant lastRun,
            @Nullable UserBasic creator) {
        var type = types.find(source.sourceType()).orElseThrow();
        return new SourceResponse(
                source.id(),
                source.createdAt(),
                creator == null ? null : creator.email(),
                source.createdVia(),
                SourceStatus.of(source, owned),
                null,
                source.accountId(),
                source.sourceType(),
                owned.stream()
                        .map(SourceSchema::latestError)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                source.prefix(),
                source.description(),
                source.accessMethod(),
                source.isDirectQueryEnabled(),
                source.autoSyncsNewSchemas(),
                source.autoSyncSchemaPatterns(),
                source.isDirect() ? source.engine() : null,
                lastRun == null ? null : pythonTime(lastRun),
                owned.stream()
                        .map(schema -> SchemaResponse.of(
                                schema, source, published.get(schema.shownTable()), team, caller, null))
                        .toList(),
                shown(type, source.id(), source.jobInputs()),
                source.revenueAnalytics(),
                caller.accessLevel(team, source.createdBy()),
                type.supportsWebhooks(),
                !List.of("Stripe", "Paddle", "Zendesk").contains(type.name()),
                type.defaultVersion(),
                null);
    }

    private @Nullable JsonNode shown(SourceType type, UUID source, @Nullable JsonNode sealed) {
        return sealed == null ? null : SettingsView.of(type, vault.open(source, sealed));
    }

    private static String pythonTime(Instant instant) {
        return PYTHON.format(instant.atOffset(ZoneOffset.UTC)).replace(".000000", "");
    }
}
