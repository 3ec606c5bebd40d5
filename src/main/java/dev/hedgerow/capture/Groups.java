package dev.hedgerow.capture;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The groups a batch of events is about, and the project's types of groups, as one event after the other adds to them.
 */
final class Groups {

    static final int MAX_TYPES = 5;

    private final Map<String, Integer> types;
    private final Map<String, Integer> newTypes = new LinkedHashMap<>();
    private final Map<Key, Group> groups = new HashMap<>();
    private final Map<Key, Group> changed = new LinkedHashMap<>();

    /** Which group: of which type, and which one of these. */
    record Key(int type, String key) {}

    /** What is known of a group. */
    record Group(Key key, Instant createdAt, Instant updatedAt, ObjectNode properties) {}

    Groups(Map<String, Integer> types, Collection<Group> groups) {
        this.types = new HashMap<>(types);
        groups.forEach(group -> this.groups.put(group.key(), group));
    }

    /** The keys of an event's groups, by the index of their type; empty text where it is in none. */
    List<String> keysOf(JsonNode named) {
        var keys = new String[MAX_TYPES];
        Arrays.fill(keys, "");
        for (var group : named.properties()) {
            var type = indexOf(group.getKey());
            if (type < MAX_TYPES) {
                keys[type] = text(group.getValue());
            }
        }
        return List.of(keys);
    }

    /** The key of the group that an event is about, if it is about one. */
    static Optional<String> keyOf(ObjectNode properties) {
        return Optional.of(text(properties.path("$group_key"))).filter(key -> !key.isEmpty());
    }

    void identify(ObjectNode properties, Instant at) {
        var name = text(properties.path("$group_type"));
        var key = text(properties.path("$group_key"));
        var type = name.isEmpty() || key.isEmpty() ? MAX_TYPES : indexOf(name);
        if (type < MAX_TYPES) {
            update(new Key(type, key), properties.path("$group_set"), at);
        }
    }

    Map<String, Integer> newTypes() {
        return newTypes;
    }

    Collection<Group> changedGroups() {
        return changed.values();
    }

    private void update(Key key, JsonNode set, Instant at) {
        var known = groups.get(key);
        var properties = known == null
                ? JsonNodeFactory.instance.objectNode()
                : known.properties().deepCopy();
        if (set instanceof ObjectNode object) {
            properties.setAll(object);
        }
        if (known == null || !known.properties().equals(properties)) {
            var group = new Group(key, known == null ? at : known.createdAt(), at, properties);
            groups.put(key, group);
            changed.put(key, group);
        }
    }

    /** The index of a type, which a new one is given; the sixth and later ones have none. */
    private int indexOf(String type) {
        var known = types.get(type);
        if (known != null) {
            return known;
        }
        var next = types.size();
        if (next < MAX_TYPES) {
            types.put(type, next);
            newTypes.put(type, next);
        }
        return next;
    }

    private static String text(JsonNode value) {
        if (value.isString()) {
            return value.stringValue();
        }
        return value.isMissingNode() || value.isNull() ? "" : value.toString();
    }
}
