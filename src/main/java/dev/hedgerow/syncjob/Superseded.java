package dev.hedgerow.syncjob;

/** Somebody else has ended this run, or taken it over: what this worker does no longer counts. */
final class Superseded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Superseded() {
        super("the run is no longer ours", null, false, false);
    }
}
