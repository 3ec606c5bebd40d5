package dev.hedgerow.source;

import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.Teams;
import dev.hedgerow.syncjob.Cadence;
import dev.hedgerow.syncjob.CdcTableMode;
import dev.hedgerow.syncjob.ChangesApplied;
import dev.hedgerow.syncjob.Sync;
import dev.hedgerow.syncjob.SyncFinished;
import dev.hedgerow.syncjob.SyncStarted;
import dev.hedgerow.syncjob.SyncType;
import dev.hedgerow.syncjob.Syncs;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells the workers what to sync, and keeps with each schema how it went. */
@Component
class SourceSyncs implements Syncs {

    private final SourceRepository sources;
    private final SchemaRepository schemas;
    private final SourceTypes types;
    private final SettingsVault vault;
    private final Teams teams;
    private final Clock clock;

    SourceSyncs(
            SourceRepository sources,
            SchemaRepository schemas,
            SourceTypes types,
            SettingsVault vault,
            Teams teams,
            Clock clock) {
        this.sources = sources;
        this.schemas = schemas;
        this.types = types;
        this.vault = vault;
        this.teams = teams;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Sync> find(UUID id) {
        return schemas.findByIdAndDeletedAtIsNull(id)
                .flatMap(schema -> sources.findByIdAndDeletedAtIsNull(schema.sourceId())
                        .filter(source -> source.accessMethod() == AccessMethod.WAREHOUSE)
                        .flatMap(source -> teams.find(source.teamId()).flatMap(team -> sync(team, source, schema))));
    }

    private Optional<Sync> sync(Team team, Source source, SourceSchema schema) {
        var type = types.find(source.sourceType());
        if (type.isEmpty() || source.jobInputs() == null) {
            return Optional.empty();
        }
        var settings = vault.open(source.id(), source.jobInputs());
        return Optional.of(sync(team, source, type.get(), settings, schema));
    }

    static Sync sync(Team team, Source source, SourceType type, Settings settings, SourceSchema schema) {
        var how = schema.settings();
        return new Sync(
                team,
                source.id(),
                schema.id(),
                source.createdBy(),
                source.sourceType(),
                settings.asMap(),
                SettingsView.secrets(type, settings),
                schema.name(),
                schema.tableName(),
                how.syncType() == null ? SyncType.FULL_REFRESH : how.syncType(),
                how.syncType() != null && how.syncType().hasCursor() ? how.incrementalField() : null,
                lookback(how),
                schema.key(),
                how.enabledColumns(),
                how.rowFilters() == null ? List.of() : Discovery.filters(how.rowFilters()),
                how.cdcTableMode() == null ? CdcTableMode.CONSOLIDATED : how.cdcTableMode(),
                schema.shouldSync() ? cadence(how) : null);
    }

    private static @Nullable Duration lookback(SyncSettings how) {
        return how.incrementalFieldLookbackSeconds() == null
                ? null
                : Duration.ofSeconds(how.incrementalFieldLookbackSeconds());
    }

    private static @Nullable Cadence cadence(SyncSettings how) {
        return how.syncFrequency() == null ? null : new Cadence(how.syncFrequency().interval, how.syncTimeOfDay());
    }

    @EventListener
    void on(SyncStarted sync) {
        schemas.findByIdAndDeletedAtIsNull(sync.schema()).ifPresent(SourceSchema::started);
    }

    @EventListener
    void on(ChangesApplied changes) {
        schemas.findByIdAndDeletedAtIsNull(changes.schema()).ifPresent(schema -> schema.completed(changes.at()));
    }

    @EventListener
    void on(SyncFinished sync) {
        schemas.findByIdAndDeletedAtIsNull(sync.schema()).ifPresent(schema -> {
            switch (sync.outcome()) {
                case SyncFinished.Completed _ -> schema.completed(sync.at());
                case SyncFinished.Failed failure -> {
                    schema.failed(failure.error());
                    if (failure.hopeless()) {
                        schema.disabled(clock.instant());
                    }
                }
            }
        });
    }
}
