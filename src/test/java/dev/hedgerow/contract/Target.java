package dev.hedgerow.contract;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The server that is asked, with a key to everything in one of its projects.
 *
 * @param source how the server reaches a PostgreSQL database with the tables {@code contract_orders} and
 *     {@code contract_customers}: host, port, database, user and password
 */
public record Target(URI server, String key, String project, Map<String, String> source) {

    static Target fromEnvironment() {
        return new Target(
                URI.create(System.getenv("CONTRACT_URL")),
                System.getenv("CONTRACT_KEY"),
                System.getenv("CONTRACT_PROJECT"),
                Stream.of("host", "port", "database", "user", "password")
                        .collect(Collectors.toMap(
                                name -> name,
                                name -> System.getenv()
                                        .getOrDefault("CONTRACT_SOURCE_" + name.toUpperCase(Locale.ROOT), ""))));
    }
}
