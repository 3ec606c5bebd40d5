package dev.hedgerow.source;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.web.InvalidInput;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The way to a new source: everything that can be refused is, and only then is anything written. */
@Service
class SourceCreation {

    /** What a payload has beside the settings. */
    private static final Set<String> NO_SETTINGS = Set.of("schemas", "credential_id");

    static final String NAME_NEEDED = "Name is required for direct query sources";

    private final SourceRepository sources;
    private final SourceTypes types;
    private final Discovery discovery;
    private final SchemaPlans plans;
    private final SourceStore store;
    private final CdcSetup cdc;

    SourceCreation(
            SourceRepository sources,
            SourceTypes types,
            Discovery discovery,
            SchemaPlans plans,
            SourceStore store,
            CdcSetup cdc) {
        this.sources = sources;
        this.types = types;
        this.discovery = discovery;
        this.plans = plans;
        this.store = store;
        this.cdc = cdc;
    }

    Source create(Team team, Caller caller, SourceRequest request) {
        var type = types.find(request.sourceType())
                .orElseThrow(() -> new InvalidInput(
                        "source_type",
                        "invalid_choice",
                        "\"%s\" is not a valid choice.".formatted(request.sourceType())));
        refuseReferences(request.payload());
        if (request.prefix() != null && request.prefix().strip().equalsIgnoreCase("posthog")) {
            throw new Refusal("This source name is reserved by PostHog.");
        }
        checkName(team, type, request.prefix(), request.access());
        requireReleased(type);
        var sent = settings(request.payload());
        discovery.flaw(type, sent).ifPresent(flaw -> {
            throw new Refusal(flaw);
        });
        var settings = discovery.acquainted(type, sent, Refusal::new);
        var captured = request.access() == AccessMethod.WAREHOUSE && CdcSettings.isEnabled(settings.values());
        var chosen = plans.of(
                request.payload().get("schemas"), discovery.tables(type, settings), request.access(), captured);
        var id = UUID.randomUUID();
        return captured
                ? cdc.withCapture(
                        type, id, settings, chosen, with -> store.create(team, caller, id, request, with, chosen))
                : store.create(team, caller, id, request, CdcSettings.without(settings), chosen);
    }

    private static void refuseReferences(Map<String, JsonNode> payload) {
        var references = new TreeSet<String>();
        payload.forEach((name, value) -> {
            if (value.has("secretRef")) {
                references.add(name);
            }
        });
        if (!references.isEmpty()) {
            throw new Refusal("Secret references are not supported: " + String.join(", ", references));
        }
        var credential = payload.get("credential_id");
        if (!SettingValue.isBlank(credential)) {
            throw new Refusal("Stored credential '%s' not found or expired"
                    .formatted(Objects.requireNonNull(credential).asString("")));
        }
    }

    /** Whether a source of this type could have this prefix. */
    void checkName(Team team, SourceType type, @Nullable String prefix, AccessMethod access) {
        switch (access) {
            case DIRECT -> checkDirect(type, prefix);
            case WAREHOUSE -> {
                Prefix.check(prefix);
                checkUnique(team, type.name(), prefix);
            }
        }
    }

    /** What is asked where it is has no tables here whose names could be taken: its name is for people only. */
    void checkDirect(SourceType type, @Nullable String name) {
        if (type.isUnreleased()) {
            var capable =
                    types.connected().stream().map(SourceType::name).sorted().collect(joining(", "));
            throw new Refusal("Direct query mode is currently supported only for %s sources.".formatted(capable));
        }
        if (name == null || name.isBlank()) {
            throw new Refusal(NAME_NEEDED);
        }
    }

    void checkUnique(Team team, String sourceType, @Nullable String prefix) {
        var nameSpace = Prefix.nameSpace(sourceType, prefix);
        var taken = sources.findByTeamIdAndSourceTypeAndDeletedAtIsNull(team.id(), sourceType).stream()
                .anyMatch(source -> source.nameSpace().equals(nameSpace));
        if (taken) {
            throw SourceStore.prefixTaken(prefix);
        }
    }

    static void requireReleased(SourceType type) {
        if (type.isUnreleased()) {
            throw new Refusal("The %s source isn't available to connect yet.".formatted(type.title()));
        }
    }

    static Settings settings(Map<String, JsonNode> payload) {
        var settings = JsonNodeFactory.instance.objectNode();
        payload.forEach((name, value) -> {
            if (!NO_SETTINGS.contains(name)) {
                settings.set(
                        name,
                        value.isString()
                                ? JsonNodeFactory.instance.stringNode(
                                        value.stringValue().strip())
                                : value);
            }
        });
        return Settings.of(settings);
    }
}
