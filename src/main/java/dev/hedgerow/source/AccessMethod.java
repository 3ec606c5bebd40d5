package dev.hedgerow.source;

import com.fasterxml.jackson.annotation.JsonValue;

/** Whether a source's rows are copied into the warehouse or asked for where they are. */
enum AccessMethod {
    WAREHOUSE("warehouse"),
    DIRECT("direct");

    @JsonValue
    final String wire;

    AccessMethod(String wire) {
        this.wire = wire;
    }
}
