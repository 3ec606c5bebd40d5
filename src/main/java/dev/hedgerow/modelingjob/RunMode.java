package dev.hedgerow.modelingjob;

/** What a run reads: everything, or only what is new. */
enum RunMode {
    FULL_REFRESH("full_refresh"),
    INCREMENTAL("incremental");

    final String wire;

    RunMode(String wire) {
        this.wire = wire;
    }
}
