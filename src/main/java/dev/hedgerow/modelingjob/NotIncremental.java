package dev.hedgerow.modelingjob;

/** A view's rows are not as its incremental settings say they are. */
final class NotIncremental extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotIncremental(String message) {
        super(message);
    }
}
