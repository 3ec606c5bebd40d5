package dev.hedgerow.source;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What kind of values an incremental field has. */
enum CursorType {
    INTEGER("integer"),
    NUMERIC("numeric"),
    DATETIME("datetime"),
    DATE("date"),
    TIMESTAMP("timestamp"),
    OBJECTID("objectid"),
    XID("xid");

    @JsonValue
    final String wire;

    CursorType(String wire) {
        this.wire = wire;
    }

    static Optional<CursorType> of(String wire) {
        return Arrays.stream(values()).filter(type -> type.wire.equals(wire)).findFirst();
    }
}
