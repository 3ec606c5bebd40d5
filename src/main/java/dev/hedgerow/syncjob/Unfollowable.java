package dev.hedgerow.syncjob;

import java.util.UUID;

/** A table's changes do not lead on from the rows that are there. */
final class Unfollowable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final UUID schema;
    private final boolean hopeless;

    private Unfollowable(UUID schema, String message, boolean hopeless) {
        super(message, null, false, false);
        this.schema = schema;
        this.hopeless = hopeless;
    }

    /** Reading it anew helps. */
    static Unfollowable anew(UUID schema, String why) {
        return new Unfollowable(schema, why, false);
    }

    /** Nothing helps until somebody changes the table. */
    static Unfollowable until(UUID schema, String why) {
        return new Unfollowable(schema, why, true);
    }

    UUID schema() {
        return schema;
    }

    boolean isHopeless() {
        return hopeless;
    }
}
