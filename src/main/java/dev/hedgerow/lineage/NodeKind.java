package dev.hedgerow.lineage;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What stands at a node, in the words of the wire. */
public enum NodeKind {
    TABLE,
    VIEW,
    MATVIEW,
    ENDPOINT;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static NodeKind of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
