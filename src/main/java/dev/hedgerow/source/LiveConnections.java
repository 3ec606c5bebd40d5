package dev.hedgerow.source;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.Connections;
import dev.hedgerow.connector.Connectors;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets queries read the tables of sources that say they may be asked where they are. */
@Component
class LiveConnections implements Connections {

    private final SourceRepository sources;
    private final SchemaRepository schemas;
    private final SourceTypes types;
    private final SettingsVault vault;
    private final Connectors connectors;

    LiveConnections(
            SourceRepository sources,
            SchemaRepository schemas,
            SourceTypes types,
            SettingsVault vault,
            Connectors connectors) {
        this.sources = sources;
        this.schemas = schemas;
        this.types = types;
        this.vault = vault;
        this.connectors = connectors;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Connection> find(Team team, UUID id) {
        return sources.findByTeamIdAndIdAndDeletedAtIsNull(team.id(), id)
                .filter(Source::isQueryable)
                .flatMap(this::connection);
    }

    private Optional<Connection> connection(Source source) {
        var type = types.find(source.sourceType());
        var connector = connectors.find(source.sourceType());
        var sealed = source.jobInputs();
        if (type.isEmpty() || connector.isEmpty() || sealed == null) {
            return Optional.empty();
        }
        var settings = vault.open(source.id(), sealed);
        var tables = schemas.findBySourceIdInAndDeletedAtIsNullOrderByName(List.of(source.id())).stream()
                .filter(SourceSchema::shouldSync)
                .toList();
        var secrets = SettingsView.secrets(type.get(), settings);
        return Optional.of(new LiveConnection(connector.get(), settings, secrets, tables));
    }
}
