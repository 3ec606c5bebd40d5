package dev.hedgerow.syncjob;

import com.fasterxml.jackson.annotation.JsonValue;

/** Which tables change data capture keeps: the present state, the history, or both. */
public enum CdcTableMode {
    CONSOLIDATED("consolidated"),
    CDC_ONLY("cdc_only"),
    BOTH("both");

    @JsonValue
    public final String wire;

    CdcTableMode(String wire) {
        this.wire = wire;
    }

    public boolean showsState() {
        return this != CDC_ONLY;
    }

    public boolean showsHistory() {
        return this != CONSOLIDATED;
    }
}
