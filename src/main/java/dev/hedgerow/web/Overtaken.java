package dev.hedgerow.web;

/** Another request or a worker changed the same rows at the same moment and came first; nothing of this one is left. */
class Overtaken extends Conflict {

    private static final long serialVersionUID = 1L;

    Overtaken() {
        super("Something else changed this at the same time. Please try again.");
    }
}
