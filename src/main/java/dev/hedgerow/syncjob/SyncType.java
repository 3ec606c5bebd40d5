package dev.hedgerow.syncjob;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** How a table follows its source. */
public enum SyncType {
    /** All of it anew, each time. */
    FULL_REFRESH("full_refresh"),
    /** Rows at and past the watermark, put in place by key. */
    INCREMENTAL("incremental"),
    /** Rows at and past the watermark, beside what is there. */
    APPEND("append"),
    /** What the provider pushes. */
    WEBHOOK("webhook"),
    /** The source's own log of changes. */
    CDC("cdc"),
    /** Rows that transactions since the last run have written, put in place by key. */
    XMIN("xmin");

    @JsonValue
    public final String wire;

    SyncType(String wire) {
        this.wire = wire;
    }

    public static Optional<SyncType> of(String wire) {
        return Arrays.stream(values()).filter(type -> type.wire.equals(wire)).findFirst();
    }

    /** Whether it goes by a column that only grows. */
    public boolean hasCursor() {
        return this == INCREMENTAL || this == APPEND;
    }

    /** Whether rows find their place by key. */
    public boolean hasKey() {
        return this == INCREMENTAL || this == XMIN || this == CDC;
    }
}
