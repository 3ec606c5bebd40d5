package dev.hedgerow.contract;

import java.net.URI;

/** The server that is asked, with a key to everything in one of its projects. */
public record Target(URI server, String key, String project) {

    static Target fromEnvironment() {
        return new Target(
                URI.create(System.getenv("CONTRACT_URL")),
                System.getenv("CONTRACT_KEY"),
                System.getenv("CONTRACT_PROJECT"));
    }
}
