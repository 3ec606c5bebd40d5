package dev.hedgerow.source;

import dev.hedgerow.auth.Team;
import dev.hedgerow.web.RequestData;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Looks around before a source is created; nothing is written. */
@Service
class SourceSetup {

    private final SourceTypes types;
    private final SourceCreation creation;
    private final Discovery discovery;

    SourceSetup(SourceTypes types, SourceCreation creation, Discovery discovery) {
        this.types = types;
        this.creation = creation;
        this.discovery = discovery;
    }

    JsonNode wizard(List<String> names) {
        var unknown = names.stream().filter(name -> types.find(name).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            throw new Refusal("Unknown source_type(s): " + String.join(", ", unknown));
        }
        return types.wizard(names);
    }

    List<TablePreview> tables(RequestData body) {
        var target = target(body, "Missing required parameter: source_type");
        return discovery.tables(target.type(), target.settings()).stream()
                .map(TablePreview::of)
                .toList();
    }

    /** A type and its settings, side by side in one body. */
    record Target(SourceType type, Settings settings) {}

    Target target(RequestData body, String missing) {
        var name = body.text("source_type");
        if (name == null || name.isBlank()) {
            throw new Refusal(missing);
        }
        var type = types.find(name).orElseThrow(() -> new Refusal("Unknown source_type '%s'".formatted(name)));
        SourceCreation.requireReleased(type);
        var settings = new LinkedHashMap<String, JsonNode>();
        body.value().properties().forEach(entry -> settings.put(entry.getKey(), single(body, entry.getValue())));
        List.of("source_type", "access_method").forEach(settings::remove);
        return new Target(type, SourceCreation.settings(settings));
    }

    /** A form's field is the list of its values. */
    private static JsonNode single(RequestData body, JsonNode value) {
        return body.form() && value.isArray() ? value.get(value.size() - 1) : value;
    }

    void checkPrefix(Team team, PrefixRequest request) {
        var type = types.find(request.sourceType())
                .orElseThrow(() -> new Refusal("Unknown source_type '%s'".formatted(request.sourceType())));
        if (request.accessMethod() == AccessMethod.DIRECT) {
            creation.checkDirect(type, request.prefix());
        } else {
            creation.checkUnique(team, type.name(), request.prefix());
        }
    }

    /** What can be asked where it is, for people to choose from. */
    record DirectOption(String sourceType, String label, String iconPath) {}

    List<DirectOption> directOptions() {
        return types.connected().stream()
                .map(type -> new DirectOption(type.name(), type.title(), type.iconPath()))
                .sorted(Comparator.comparing(DirectOption::label))
                .toList();
    }
}
