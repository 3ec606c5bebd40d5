package dev.hedgerow.worker;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of the background work this process takes on.
 *
 * @param workers runs at the same time; none at all with 0
 */
@ConfigurationProperties("hedgerow")
record WorkerProperties(@DefaultValue("4") int workers) {}
