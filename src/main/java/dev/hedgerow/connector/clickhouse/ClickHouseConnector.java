package dev.hedgerow.connector.clickhouse;

import dev.hedgerow.connector.Connector;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.SyncMethod;
import dev.hedgerow.connector.network.HostPolicy;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads ClickHouse in its own binary format, as it comes over HTTP. */
@Component
record ClickHouseConnector(HostPolicy policy) implements Connector {

    @Override
    public String kind() {
        return "ClickHouse";
    }

    @Override
    public Release release() {
        return Release.ALPHA;
    }

    @Override
    public Set<SyncMethod> methods() {
        return Set.of(SyncMethod.FULL_REFRESH, SyncMethod.INCREMENTAL, SyncMethod.APPEND);
    }

    @Override
    public RemoteSource source(Map<String, ?> settings) {
        return new ClickHouseSource(ClickHouseSettings.of(settings), policy);
    }
}
