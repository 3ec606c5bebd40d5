package dev.hedgerow.query;

/** A view's text cannot be compiled; the message is for its author. */
public final class InvalidView extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidView(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
