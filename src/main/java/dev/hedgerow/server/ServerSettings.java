package dev.hedgerow.server;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the server is told about its surroundings.
 *
 * @param dataDir where the embedded PostgreSQL, the engine's files and generated secrets are kept
 * @param siteUrl the address people reach the server by, if that is not where it listens
 */
@ConfigurationProperties("hedgerow")
public record ServerSettings(
        @DefaultValue("./data") Path dataDir, @Nullable URI siteUrl) {

    private static final URI USUAL = URI.create("http://localhost:8000");

    /** What the server calls itself in what it sends. */
    public URI publicUrl() {
        return siteUrl == null ? USUAL : siteUrl;
    }
}
