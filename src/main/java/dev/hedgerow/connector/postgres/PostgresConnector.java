package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.Connector;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.SyncMethod;
import dev.hedgerow.connector.network.HostPolicy;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Reads PostgreSQL with all that it has: binary COPY, snapshots, transaction numbers, logical replication. */
record PostgresConnector(String kind, Release release, HostPolicy policy) implements Connector {

    @Override
    public Set<SyncMethod> methods() {
        return EnumSet.allOf(SyncMethod.class);
    }

    @Override
    public RemoteSource source(Map<String, ?> settings) {
        return new PostgresSource(PostgresSettings.of(settings), policy);
    }
}
