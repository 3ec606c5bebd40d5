package dev.hedgerow.syncjob;

import java.util.UUID;

/** A table's changes do not lead on from the rows that are there. */
final class Unfollowable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final UUID schema;
    private final Remedy remedy;

    private Unfollowable(UUID schema, String message, Remedy remedy) {
        super(message, null, false, false);
        this.schema = schema;
        this.remedy = remedy;
    }

    /** What helps. */
    enum Remedy {
        READING_ANEW,
        /** Its history has a hole from then on. */
        READING_ANEW_AFTER_A_GAP,
        NONE
    }

    /** Reading it anew helps. */
    static Unfollowable anew(UUID schema, String why) {
        return new Unfollowable(schema, why, Remedy.READING_ANEW);
    }

    /** Changes to it are lost; reading it anew helps. */
    static Unfollowable afterGap(UUID schema, String why) {
        return new Unfollowable(schema, why, Remedy.READING_ANEW_AFTER_A_GAP);
    }

    /** Nothing helps until somebody changes the table. */
    static Unfollowable until(UUID schema, String why) {
        return new Unfollowable(schema, why, Remedy.NONE);
    }

    UUID schema() {
        return schema;
    }

    Remedy remedy() {
        return remedy;
    }
}
