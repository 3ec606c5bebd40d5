package dev.hedgerow.source;

import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.Teams;
import dev.hedgerow.syncjob.Capture;
import dev.hedgerow.syncjob.Captures;
import dev.hedgerow.syncjob.SyncType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells the workers whose changes to follow. */
@Component
class SourceCaptures implements Captures {

    private final SourceRepository sources;
    private final SchemaRepository schemas;
    private final SourceTypes types;
    private final SettingsVault vault;
    private final Teams teams;

    SourceCaptures(
            SourceRepository sources, SchemaRepository schemas, SourceTypes types, SettingsVault vault, Teams teams) {
        this.sources = sources;
        this.schemas = schemas;
        this.types = types;
        this.vault = vault;
        this.teams = teams;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Capture> find(UUID id) {
        return sources.findByIdAndDeletedAtIsNull(id)
                .filter(source -> source.accessMethod() == AccessMethod.WAREHOUSE)
                .flatMap(source -> teams.find(source.teamId()).flatMap(team -> capture(team, source)));
    }

    private Optional<Capture> capture(Team team, Source source) {
        var type = types.find(source.sourceType());
        if (type.isEmpty() || source.jobInputs() == null) {
            return Optional.empty();
        }
        var settings = vault.open(source.id(), source.jobInputs());
        if (!CdcSettings.isEnabled(settings.values())) {
            return Optional.empty();
        }
        var cdc = CdcSettings.of(source.id(), settings.values());
        return Optional.of(new Capture(
                team,
                source.id(),
                source.sourceType(),
                settings.asMap(),
                SettingsView.secrets(type.get(), settings),
                cdc.names(),
                cdc.limits(),
                schemas.findBySourceIdInAndDeletedAtIsNullOrderByName(List.of(source.id())).stream()
                        .filter(schema -> schema.shouldSync() && schema.syncType() == SyncType.CDC)
                        .map(schema -> SourceSyncs.sync(team, source, type.get(), settings, schema))
                        .toList()));
    }
}
