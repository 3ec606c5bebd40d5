package dev.hedgerow.connector.network;

/**
 * How much protection of the connection is asked for; the names in lower case, with a hyphen, are what libpq calls
 * them.
 */
public enum Tls {
    DISABLE,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
