package dev.hedgerow.connector.settings;

/** A value that shows itself to nobody by accident. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "Secret";
    }
}
