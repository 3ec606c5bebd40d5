package dev.hedgerow.managedwarehouse;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where managed warehouses are made, if at all.
 *
 * @param managedWarehouseUrl the server and an account on it that may create databases and roles; unset for the server
 *     of the metadata
 * @param managedWarehouseEnabled whether organizations may have one
 * @param managedWarehousePatience how long provisioning goes on trying while the server is away
 * @param managedWarehouseRound how long after one look at what a project has to publish there is another, unless a
 *     table of it changes before
 */
@ConfigurationProperties("hedgerow")
record ManagedWarehouseSettings(
        @Nullable String managedWarehouseUrl,
        @DefaultValue("true") boolean managedWarehouseEnabled,
        @DefaultValue("10m") Duration managedWarehousePatience,
        @DefaultValue("10s") Duration managedWarehouseRound) {}
