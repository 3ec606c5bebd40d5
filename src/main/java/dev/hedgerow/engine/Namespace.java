package dev.hedgerow.engine;

import java.util.regex.Pattern;

/** The walls between tenants: a query sees the tables of one namespace and no others. */
public record Namespace(String name) {

    private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    public Namespace {
        if (!PLAIN.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a name for a namespace: " + name);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
