package dev.hedgerow.connector;

import java.util.List;

/** Settings that cannot be right; the message is for the client as it is. */
public final class InvalidSettings extends RuntimeException {

    public InvalidSettings(String message) {
        super(message);
    }

    /** Fields that are missing or of the wrong form. */
    public static InvalidSettings fields(List<String> problems) {
        return new InvalidSettings("Invalid source config: " + String.join(", ", problems));
    }
}
