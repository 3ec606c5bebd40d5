package dev.hedgerow.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the events of one request.
 *
 * @param unnamed what an event without a name is, if that is allowed
 */
record EventReader(
        @Nullable Instant sentAt,
        Instant now,
        String ip,
        @Nullable String unnamed) {

    static final int MAX_EVENT_BYTES = 1_000_000;

    private static final int MAX_NAME = 200;

    CapturedEvent read(ObjectNode event) {
        var properties = properties(event);
        var name = name(event);
        var distinctId = distinctId(event, properties);
        var text = properties.toString();
        if (text.length() > MAX_EVENT_BYTES || text.getBytes(UTF_8).length > MAX_EVENT_BYTES) {
            throw CaptureRefused.eventTooLarge(MAX_EVENT_BYTES);
        }
        return new CapturedEvent(uuid(event), name, distinctId, timestamp(event, properties), text);
    }

    private String name(ObjectNode event) {
        var name = event.path("event").stringValue(unnamed == null ? "" : unnamed);
        if (name.isEmpty()) {
            throw CaptureRefused.invalid("event submitted with an empty event name", "event");
        }
        return shortened(name);
    }

    private static String distinctId(ObjectNode event, ObjectNode properties) {
        for (var value :
                new JsonNode[] {event.path("distinct_id"), event.path("$distinct_id"), properties.path("distinct_id")
                }) {
            if (!value.isMissingNode() && !value.isNull()) {
                var text = value.isString() ? value.stringValue() : value.toString();
                if (text.isEmpty()) {
                    throw CaptureRefused.invalid("event submitted with an empty distinct_id", "distinct_id");
                }
                return shortened(text);
            }
        }
        throw CaptureRefused.invalid("event submitted without a distinct_id", "distinct_id");
    }

    private UUID uuid(ObjectNode event) {
        var text = event.path("uuid").stringValue("");
        if (text.isEmpty()) {
            return TimeOrderedId.of(now);
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw CaptureRefused.invalid("failed to parse request: invalid uuid", "uuid");
        }
    }

    private ObjectNode properties(ObjectNode event) {
        var given = event.path("properties");
        if (!given.isObject() && !given.isMissingNode() && !given.isNull()) {
            throw CaptureRefused.invalid("failed to parse request: properties must be an object", "properties");
        }
        var properties = given instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        overlay(event, properties, "$set");
        overlay(event, properties, "$set_once");
        if (event.has("$unset") && !properties.has("$unset")) {
            properties.set("$unset", event.get("$unset"));
        }
        if (!properties.has("$ip")) {
            properties.put("$ip", ip);
        }
        return properties;
    }

    private static void overlay(ObjectNode event, ObjectNode properties, String name) {
        if (event.get(name) instanceof ObjectNode outer) {
            if (properties.get(name) instanceof ObjectNode inner) {
                inner.setAll(outer);
            } else {
                properties.set(name, outer);
            }
        }
    }

    private Instant timestamp(ObjectNode event, ObjectNode properties) {
        var timestamp = event.path("timestamp");
        var offset = event.path("offset");
        return EventTime.of(
                timestamp.isString() ? timestamp.stringValue() : null,
                offset.isIntegralNumber() && offset.canConvertToInt() ? offset.longValue() : null,
                properties.path("$ignore_sent_at").booleanValue(false) ? null : sentAt,
                now);
    }

    /** At most 200 characters, as PostHog cuts it, and never half a surrogate pair. */
    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= MAX_NAME
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_NAME));
    }
}
