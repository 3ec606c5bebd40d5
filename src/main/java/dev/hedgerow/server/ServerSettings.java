package dev.hedgerow.server;

import java.net.URI;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the server is told about its surroundings.
 *
 * @param dataDir where the embedded PostgreSQL, the engine's files and generated secrets are kept
 * @param siteUrl the address people reach the server by, for the links it sends
 */
@ConfigurationProperties("hedgerow")
public record ServerSettings(
        @DefaultValue("./data") Path dataDir,
        @DefaultValue("http://localhost:8000") URI siteUrl) {}
