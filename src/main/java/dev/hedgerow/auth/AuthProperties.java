package dev.hedgerow.auth;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How callers are judged.
 *
 * @param strictScopes whether actions without a documented scope refuse every API key, as the hosted service does
 * @param rateLimitEnabled whether requests by API key are counted and refused when there are too many
 */
@ConfigurationProperties("hedgerow")
public record AuthProperties(
        @DefaultValue("false") boolean strictScopes,
        @DefaultValue("false") boolean rateLimitEnabled) {}
