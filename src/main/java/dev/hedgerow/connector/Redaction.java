package dev.hedgerow.connector;

import java.util.Collection;
import java.util.Comparator;

/** Takes secrets out of what a source says; some echo what they were sent. */
public final class Redaction {

    private static final String GONE = "***";

    private Redaction() {}

    /** The longest go first, so that one which begins with another leaves no rest. */
    public static String of(String text, Collection<String> secrets) {
        return secrets.stream()
                .filter(secret -> !secret.isEmpty())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .reduce(text, (clean, secret) -> clean.replace(secret, GONE));
    }
}
