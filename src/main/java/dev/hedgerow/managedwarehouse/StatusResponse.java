package dev.hedgerow.managedwarehouse;

import dev.hedgerow.auth.Team;
import dev.hedgerow.managedwarehouse.ManagedWarehouse.Component;
import dev.hedgerow.managedwarehouse.ManagedWarehouse.Progress;
import dev.hedgerow.managedwarehouse.ManagedWarehouse.State;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The organization's warehouse as it stands, and what of it is this project's; both prefixes' documented keys. */
record StatusResponse(
        UUID orgId,
        String teamName,
        State state,
        String statusMessage,
        Progress s3State,
        Progress metadataStoreState,
        Progress identityState,
        Progress secretsState,
        @Nullable Instant readyAt,
        @Nullable Instant failedAt,
        @Nullable Connection connection,
        boolean hasBackfill,
        @Nullable String tableSuffix,
        boolean teamOnboarded,
        @Nullable String schemaName,
        @Nullable Publishing publishing) {

    static StatusResponse of(
            Team team,
            ManagedWarehouse warehouse,
            WarehouseServer server,
            Optional<Backfill> backfill,
            Optional<Publishing> publishing) {
        var suffix = backfill.map(Backfill::tableSuffix).orElse(null);
        return new StatusResponse(
                warehouse.organization(),
                team.name(),
                warehouse.state(),
                warehouse.statusMessage(),
                progress(warehouse, Component.S3),
                progress(warehouse, Component.METADATA_STORE),
                progress(warehouse, Component.IDENTITY),
                progress(warehouse, Component.SECRETS),
                warehouse.readyAt(),
                warehouse.failedAt(),
                warehouse.state() == State.READY ? Connection.to(warehouse, server) : null,
                suffix != null,
                suffix,
                suffix != null,
                suffix,
                publishing.orElse(null));
    }

    private static Progress progress(ManagedWarehouse warehouse, Component component) {
        return Optional.ofNullable(warehouse.components().get(component)).orElseThrow();
    }

    /** What psql is told, but for the password. */
    record Connection(String host, int port, String database, String username) {

        static Connection to(ManagedWarehouse warehouse, WarehouseServer server) {
            return new Connection(server.host(), server.port(), warehouse.databaseName(), warehouse.owner());
        }
    }
}
