package dev.hedgerow.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which PostgreSQL holds the metadata.
 *
 * @param url {@code postgres://user:password@host:port/database}; unset for the embedded one
 */
@ConfigurationProperties("hedgerow.database")
record DatabaseSettings(@Nullable String url) {}
