package dev.hedgerow.activity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One field of an item that is not what it was.
 *
 * @param type the scope of the item
 */
public record Change(
        String type,
        Action action,
        String field,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {

    /** A field that had no value before. */
    public static Change created(String type, String field, JsonNode after) {
        return new Change(type, Action.CREATED, field, null, after);
    }

    /** The fields that differ between two states of an item, in the order of the later one. */
    static List<Change> between(String type, ObjectNode before, ObjectNode after) {
        var changes = new ArrayList<Change>();
        after.properties().forEach(field -> {
            var was = known(before.get(field.getKey()));
            var is = known(field.getValue());
            if (was == null ? is != null : !was.equals(is)) {
                changes.add(new Change(type, Action.from(was, is), field.getKey(), was, is));
            }
        });
        return changes;
    }

    private static @Nullable JsonNode known(@Nullable JsonNode value) {
        return value == null || value.isNull() ? null : value;
    }

    /** What became of the field. */
    public enum Action {
        CREATED,
        CHANGED,
        DELETED;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Action from(@Nullable JsonNode before, @Nullable JsonNode after) {
            if (before == null) {
                return CREATED;
            }
            return after == null ? DELETED : CHANGED;
        }
    }
}
