package dev.hedgerow.source;

import com.fasterxml.jackson.annotation.JsonValue;

/** Which tables change data capture keeps: the present state, the history, or both. */
enum CdcTableMode {
    CONSOLIDATED("consolidated"),
    CDC_ONLY("cdc_only"),
    BOTH("both");

    @JsonValue
    final String wire;

    CdcTableMode(String wire) {
        this.wire = wire;
    }
}
