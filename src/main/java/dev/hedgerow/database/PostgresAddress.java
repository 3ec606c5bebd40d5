package dev.hedgerow.database;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database on a PostgreSQL server and the credentials to reach it with.
 *
 * @param host a name or an address, an IPv6 one in brackets
 * @param parameters the driver's connection parameters, by its names
 */
public record PostgresAddress(
        String host, int port, String database, String user, String password, Map<String, String> parameters) {

    // Not java.net.URI: it knows no host with an underscore, which container networks are full of.
    private static final Pattern URL = Pattern.compile("""
            postgres(?:ql)?://(?<user>[^:@/?#\\s]+)(?::(?<password>[^:@/?#\\s]*))?@\
            (?<host>\\[[0-9a-fA-F:.]+]|[\\w.-]+)(?::(?<port>\\d{1,5}))?\
            /(?<database>[^/?#\\s]+)(?:\\?(?<query>[^#\\s]*))?""");

    /** What libpq calls it, and what the driver does. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "sslmode", "sslmode",
            "sslrootcert", "sslrootcert",
            "sslcert", "sslcert",
            "sslkey", "sslkey",
            "channel_binding", "channelBinding",
            "application_name", "ApplicationName",
            "connect_timeout", "connectTimeout",
            "options", "options");

    /**
     * Reads {@code postgres://user:password@host:port/database?sslmode=…}.
     *
     * @throws IllegalArgumentException with a reason that does not repeat the text, since a password is in it
     */
    public static PostgresAddress parse(String url) {
        var parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "must look like postgres://user:password@host:port/database, special characters percent-encoded");
        }
        return new PostgresAddress(
                parts.group("host"),
                port(parts),
                decoded(parts.group("database")),
                decoded(parts.group("user")),
                parts.group("password") == null ? "" : decoded(parts.group("password")),
                parts.group("query") == null ? Map.of() : parameters(parts.group("query")));
    }

    private static int port(Matcher parts) {
        var port = parts.group("port") == null ? 5432 : Integer.parseInt(parts.group("port"));
        if (port < 1 || port > 65535) throw new IllegalArgumentException("has a port outside 1 to 65535");
        return port;
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new TreeMap<String, String>();
        for (var pair : query.split("&")) {
            var parts = pair.split("=", 2);
            var name = PARAMETERS.get(parts[0]);
            if (name == null || parts.length == 1) {
                throw new IllegalArgumentException("may have the parameters %s, each with a value"
                        .formatted(PARAMETERS.keySet().stream().sorted().collect(joining(", "))));
            }
            parameters.put(name, decoded(parts[1]));
        }
        return Map.copyOf(parameters);
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("has a % that is not followed by two hexadecimal digits");
        }
    }

    /** Another database of the same server. */
    public PostgresAddress withDatabase(String other) {
        return new PostgresAddress(host, port, other, user, password, parameters);
    }

    /** Without user and password, so that it may be logged. */
    public String jdbcUrl() {
        var query = new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(parameter -> encode(parameter.getKey(), UTF_8) + "=" + encode(parameter.getValue(), UTF_8))
                        .collect(joining("&"));
        return "jdbc:postgresql://%s:%d/%s%s"
                .formatted(host, port, encode(database, UTF_8), query.isEmpty() ? "" : "?" + query);
    }

    @Override
    public String toString() {
        return jdbcUrl();
    }
}
