package dev.hedgerow.connector;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator says about all sources.
 *
 * @param blockPrivateHosts whether sources may only be on the public internet
 */
@ConfigurationProperties("hedgerow")
record ConnectorSettings(@DefaultValue("false") boolean blockPrivateHosts) {}
