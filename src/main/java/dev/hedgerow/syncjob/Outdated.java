package dev.hedgerow.syncjob;

/** What a worker was about to sync was changed or deleted since it looked: nothing has begun. */
final class Outdated extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Outdated() {
        super("the schema is no longer what it was", null, false, false);
    }
}
