package dev.hedgerow.account;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whom the server starts with.
 *
 * @param bootstrap the file that lists them; without one an empty database gets a demo tenant
 * @param bootstrapApiKey the key of the demo tenant's admin; generated unless given
 */
@ConfigurationProperties("hedgerow")
record BootstrapSettings(@Nullable Path bootstrap, @Nullable String bootstrapApiKey) {}
