package dev.hedgerow.capture;

import dev.hedgerow.web.IsoTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What one request carries: some events, whose project they are for, and when the client sent them. */
record Envelope(String token, @Nullable Instant sentAt, List<ObjectNode> events) {

    private static final String[] TOKENS = {"api_key", "token", "$token"};

    static Envelope open(JsonNode payload, Fields query) {
        var events = new ArrayList<ObjectNode>();
        for (var event : payload.isObject() && payload.has("batch") ? payload.get("batch") : listed(payload)) {
            if (!(event instanceof ObjectNode object)) {
                throw CaptureRefused.invalid("failed to parse request: an event must be an object");
            }
            Sanitizer.clean(object);
            events.add(object);
        }
        if (events.isEmpty()) {
            throw CaptureRefused.invalid("request holds no event");
        }
        return new Envelope(token(payload, events, query), sentAt(payload, query), List.copyOf(events));
    }

    private static Iterable<? extends JsonNode> listed(JsonNode payload) {
        if (payload.isArray()) {
            return payload;
        }
        if (payload.isObject()) {
            return List.of(payload);
        }
        throw CaptureRefused.invalid("failed to parse request: expected an event, a batch or a list of events");
    }

    private static String token(JsonNode payload, List<ObjectNode> events, Fields query) {
        var inPayload = text(payload, TOKENS);
        if (inPayload != null) {
            return inPayload;
        }
        var tokens = new HashSet<String>();
        for (var event : events) {
            var own = text(event, TOKENS);
            var token = own == null ? text(event.path("properties"), "token", "$token") : own;
            if (token != null) {
                tokens.add(token);
            }
        }
        if (tokens.size() > 1) {
            throw CaptureRefused.severalKeys();
        }
        var token = tokens.isEmpty() ? query.text(TOKENS) : tokens.iterator().next();
        if (token == null) {
            throw CaptureRefused.missingKey();
        }
        return token;
    }

    private static @Nullable Instant sentAt(JsonNode payload, Fields query) {
        var text = text(payload, "sent_at");
        if (text != null) {
            return IsoTime.parse(text).orElse(null);
        }
        var millis = query.text("_");
        return millis != null && millis.matches("\\d{1,15}") ? Instant.ofEpochMilli(Long.parseLong(millis)) : null;
    }

    private static @Nullable String text(JsonNode object, String... names) {
        for (var name : names) {
            var value = object.path(name);
            if (value.isString() && !value.stringValue().isBlank()) {
                return Sanitizer.clean(value.stringValue().strip());
            }
        }
        return null;
    }
}
