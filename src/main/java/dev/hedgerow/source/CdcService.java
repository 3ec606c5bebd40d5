package dev.hedgerow.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.InvalidSettings;
import dev.hedgerow.syncjob.Capture;
import dev.hedgerow.syncjob.ChangeStreams;
import dev.hedgerow.web.PlainRefusal;
import dev.hedgerow.web.RequestData;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Switches change data capture of sources on and off, mends it, and tells how it goes. */
@Service
class CdcService {

    static final String NOT_ENABLED = "CDC must be enabled on the source before selecting it as a sync type.";

    private final SourceService sources;
    private final SourceStore store;
    private final SourceCaptures captures;
    private final CdcSetup setup;
    private final ChangeStreams streams;

    CdcService(
            SourceService sources, SourceStore store, SourceCaptures captures, CdcSetup setup, ChangeStreams streams) {
        this.sources = sources;
        this.store = store;
        this.captures = captures;
        this.setup = setup;
        this.streams = streams;
    }

    /** One after the other: two at once would take each other's slot for what a failed attempt has left. */
    void enable(Team team, Caller caller, UUID id, RequestData body) {
        supported(team, id);
        var _ = streams.alone(id, () -> enableAlone(team, caller, id, body));
        streams.wake(id);
    }

    private Settings enableAlone(Team team, Caller caller, UUID id, RequestData body) {
        var source = sources.get(team, id);
        if (isEnabled(source)) {
            throw new PlainRefusal(HttpStatus.CONFLICT, Map.of("message", "CDC is already enabled on this source."));
        }
        if (source.accessMethod() == AccessMethod.DIRECT) {
            throw new Refusal("CDC is for sources that are synced; this one is queried where it is.");
        }
        return setup.withCapture(
                sources.type(source), id, CdcSettings.of(id, fields(body)), sources.stored(source), settings -> {
                    store.capture(team, caller, id, new SourceStore.Tried(settings, source.jobInputs()));
                    return settings;
                });
    }

    /**
     * That it is off.
     *
     * @param alreadyDisabled null unless there was nothing to do
     * @param warning what could not be taken away at the source
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Disabled(
            boolean success,
            @Nullable Boolean alreadyDisabled,
            @Nullable String warning) {}

    Disabled disable(Team team, Caller caller, UUID id) {
        supported(team, id);
        return streams.alone(id, () -> disableAlone(team, caller, id));
    }

    private Disabled disableAlone(Team team, Caller caller, UUID id) {
        var capture = captures.find(id);
        if (capture.isEmpty()) {
            return new Disabled(true, true, null);
        }
        store.ceaseCapture(team, caller, id);
        return new Disabled(true, null, streams.endQuietly(capture.get()));
    }

    /** Says how many tables are read anew. */
    int repair(Team team, UUID id) {
        supported(team, id);
        return reaching(capture(id), streams::repair).orElseThrow(() -> {
            capture(id); // refuses where CDC was switched off meanwhile
            return new PlainRefusal(
                    HttpStatus.CONFLICT, Map.of("message", "CDC of this source is being repaired already."));
        });
    }

    void resume(Team team, UUID id) {
        var source = supported(team, id);
        var capture = capture(id);
        if (streams.condition(id).paused()
                && !reaching(
                                capture,
                                _ -> setup.changes(sources.type(source), sources.stored(source))
                                        .status(capture.names()))
                        .slotExists()) {
            throw new Refusal("The replication slot '%s' is gone. Use repair_cdc to begin anew."
                    .formatted(capture.names().slot()));
        }
        streams.resume(id);
    }

    /** Whether that changed anything. */
    boolean configure(Team team, Caller caller, UUID id, RequestData body) {
        var source = supported(team, id);
        capture(id);
        var settings = sources.stored(source);
        var before = CdcSettings.of(id, settings.values());
        var asked = fields(body);
        if (before.with(asked).equals(before)) {
            return false;
        }
        store.adjust(team, caller, id, stored -> {
            if (!CdcSettings.isEnabled(stored.values())) {
                throw off(); // meanwhile
            }
            return CdcSettings.of(id, stored.values()).with(asked).into(stored);
        });
        return true;
    }

    CdcStatus status(Team team, UUID id) {
        var source = sources.get(team, id);
        if (!isEnabled(source)) {
            return CdcStatus.OFF;
        }
        var settings = sources.stored(source);
        var capture = capture(id);
        var there = reaching(
                capture, _ -> setup.changes(sources.type(source), settings).status(capture.names()));
        return CdcStatus.of(
                CdcSettings.of(id, settings.values()),
                capture,
                there,
                streams.condition(id),
                streams.followed(capture));
    }

    boolean isEnabled(Source source) {
        return source.jobInputs() != null
                && CdcSettings.isEnabled(sources.stored(source).values());
    }

    /** Whether a schema of the source may be synced this way. */
    void checkChoice(Source source, SourceSchema schema, SyncSettings next) {
        if (schema.syncType() != next.syncType()) {
            requireEnabled(source);
        }
    }

    void checkChoice(Source source, DiscoveredTable table) {
        requireEnabled(source);
        if (!table.keyed()) {
            throw SchemaRules.invalid("CDC requires a primary key on table '%s'. Add one, or sync it another way."
                    .formatted(table.name()));
        }
    }

    private void requireEnabled(Source source) {
        if (!setup.isSupported(source.sourceType())) {
            throw SchemaRules.invalid("CDC is not supported for %s sources.".formatted(source.sourceType()));
        }
        if (!isEnabled(source)) {
            throw SchemaRules.invalid(NOT_ENABLED);
        }
    }

    private Source supported(Team team, UUID id) {
        var source = sources.get(team, id);
        setup.requireSupported(source.sourceType());
        return source;
    }

    private Capture capture(UUID id) {
        return captures.find(id).orElseThrow(CdcService::off);
    }

    private static Refusal off() {
        return new Refusal("CDC is not enabled on this source.");
    }

    private static <T> T reaching(Capture capture, Function<Capture, T> call) {
        try {
            return call.apply(capture);
        } catch (ConnectorException | InvalidSettings e) {
            throw new Refusal(capture.redacted(String.valueOf(e.getMessage())));
        }
    }

    /** Settings go by their names with and without what they begin with. */
    private static ObjectNode fields(RequestData body) {
        var fields = JsonNodeFactory.instance.objectNode();
        body.value().properties().forEach(entry -> {
            var value = body.form() && entry.getValue().isArray()
                    ? entry.getValue().get(entry.getValue().size() - 1)
                    : entry.getValue();
            var name = entry.getKey();
            fields.set(name.startsWith("cdc_") ? name : "cdc_" + name, value);
        });
        return fields;
    }
}
