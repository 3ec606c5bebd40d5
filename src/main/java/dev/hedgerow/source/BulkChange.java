package dev.hedgerow.source;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.web.ApiException;
import dev.hedgerow.web.InvalidInput;
import dev.hedgerow.web.Patches;
import dev.hedgerow.web.RequestData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Changes several schemas one by one: those that can be changed are, and the others are named. */
@Service
class BulkChange {

    private final SourceService sources;
    private final SchemaService schemas;
    private final Patches patches;

    BulkChange(SourceService sources, SchemaService schemas, Patches patches) {
        this.sources = sources;
        this.schemas = schemas;
        this.patches = patches;
    }

    List<SourceSchema> apply(Team team, Caller caller, UUID sourceId, RequestData body) {
        sources.get(team, sourceId);
        var changes = changes(team, sourceId, body.value().path("schemas"));
        var changed = new ArrayList<SourceSchema>();
        var failed = new ArrayList<String>();
        changes.forEach((schema, change) -> {
            try {
                changed.add(schemas.update(team, caller, schema.id(), patches.of(change)));
            } catch (ApiException e) {
                failed.add(schema.name() + ": " + e.error().detail());
            }
        });
        if (!failed.isEmpty()) {
            throw new InvalidInput(null, "bulk_schema_save_failed", "Could not save " + String.join("; ", failed));
        }
        return changed;
    }

    private Map<SourceSchema, RequestData> changes(Team team, UUID sourceId, JsonNode items) {
        if (!items.isArray() || items.isEmpty()) {
            throw new InvalidInput("schemas", "This list may not be empty.");
        }
        var changes = new LinkedHashMap<SourceSchema, RequestData>();
        var ids = new ArrayList<UUID>();
        for (var item : items) {
            var id = id(item);
            if (ids.contains(id)) {
                throw new InvalidInput("schemas", "Schema %s is given twice.".formatted(id));
            }
            ids.add(id);
            changes.put(owned(team, sourceId, id), new RequestData(item, false));
        }
        return changes;
    }

    private static UUID id(JsonNode item) {
        try {
            return UUID.fromString(item.path("id").asString(""));
        } catch (IllegalArgumentException _) {
            throw new InvalidInput("schemas", "Each schema needs its id.");
        }
    }

    private SourceSchema owned(Team team, UUID sourceId, UUID id) {
        return schemas.find(team, id)
                .filter(schema -> schema.sourceId().equals(sourceId))
                .orElseThrow(() -> new InvalidInput("schemas", "Schema %s is none of this source.".formatted(id)));
    }
}
