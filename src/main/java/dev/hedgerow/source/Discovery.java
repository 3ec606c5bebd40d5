package dev.hedgerow.source;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.Connectors;
import dev.hedgerow.connector.Cursor;
import dev.hedgerow.connector.InvalidSettings;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.RowFilter;
import dev.hedgerow.connector.RowFilter.InvalidRowFilter;
import dev.hedgerow.connector.SourceTable;
import dev.hedgerow.connector.SyncMethod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks sources what they have. Never inside a transaction: a source may take its time. */
@Component
class Discovery {

    private static final JsonMapper JSON = new JsonMapper();

    private final Connectors connectors;

    Discovery(Connectors connectors) {
        this.connectors = connectors;
    }

    /** Whether the settings make sense and lead somewhere; the text of what is wrong, empty when nothing is. */
    Optional<String> problem(SourceType type, Settings settings) {
        try {
            remote(type, settings).test();
            return Optional.empty();
        } catch (InvalidSettings | ConnectorException e) {
            return Optional.of(SettingsView.words(type, settings, e));
        }
    }

    /**
     * The settings with the key of an SSH tunnel's host that nobody has named: who answers now is trusted from here on,
     * and nobody else.
     *
     * @param refusal what to throw when nobody answers
     */
    Settings acquainted(SourceType type, Settings settings, Function<String, RuntimeException> refusal) {
        try {
            return remote(type, settings).tunnelKey().map(settings::knowing).orElse(settings);
        } catch (InvalidSettings | ConnectorException e) {
            throw refusal.apply(SettingsView.words(type, settings, e));
        }
    }

    /** The settings' own flaws, before anything is connected to. */
    Optional<String> flaw(SourceType type, Settings settings) {
        try {
            remote(type, settings);
            return Optional.empty();
        } catch (InvalidSettings e) {
            return Optional.of(SettingsView.words(type, settings, e));
        }
    }

    /**
     * What the source has now.
     *
     * @throws Refusal when the settings are wrong, or lead nowhere
     */
    List<DiscoveredTable> tables(SourceType type, Settings settings) {
        try {
            return remote(type, settings).discover().stream()
                    .map(table -> described(type, table))
                    .toList();
        } catch (InvalidSettings | ConnectorException e) {
            throw new Refusal(SettingsView.words(type, settings, e));
        }
    }

    /** What is wrong with row filters; empty when nothing is. */
    static Optional<String> flaw(JsonNode filters, DiscoveredTable table) {
        try {
            RowFilter.of(filters(filters), table.typedColumns());
            return Optional.empty();
        } catch (InvalidRowFilter | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    static List<Map<String, Object>> filters(JsonNode filters) {
        if (!filters.isArray() || filters.valueStream().anyMatch(filter -> !filter.isObject())) {
            throw new IllegalArgumentException("Row filters are a list of objects.");
        }
        return JSON.convertValue(filters, new TypeReference<>() {});
    }

    private RemoteSource remote(SourceType type, Settings settings) {
        return connectors
                .find(type.name())
                .orElseThrow(() -> new Refusal("The %s source isn't available to connect yet.".formatted(type.title())))
                .source(settings.asMap());
    }

    private static DiscoveredTable described(SourceType type, SourceTable table) {
        var key = table.likelyKey();
        return new DiscoveredTable(
                table.name(),
                null,
                table.comment(),
                table.columns().stream()
                        .map(column -> new AvailableColumn(column.name(), column.dataType(), column.nullable()))
                        .toList(),
                key.isEmpty() ? null : key,
                !table.primaryKey().isEmpty(),
                table.cursors().stream()
                        .filter(cursor -> !cursor.column().equals(Cursor.XMIN))
                        .map(Discovery::field)
                        .toList(),
                isPostgres(type) ? table.methods().contains(SyncMethod.XMIN) : null,
                table.warning(),
                table.path(),
                table.columns());
    }

    private static boolean isPostgres(SourceType type) {
        return List.of("Postgres", "Supabase", "Neon").contains(type.name());
    }

    private static IncrementalField field(Cursor cursor) {
        var type = CursorType.valueOf(cursor.type().name());
        return new IncrementalField(cursor.column(), type, cursor.column(), type, cursor.nullable(), cursor.indexed());
    }
}
