package dev.hedgerow.worker;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of the background work this process takes on.
 *
 * @param workers runs at the same time; none at all with 0
 * @param runsKeptFor how long runs that have ended can be looked up
 */
@ConfigurationProperties("hedgerow")
record WorkerProperties(
        @DefaultValue("4") int workers, @DefaultValue("90d") Duration runsKeptFor) {}
