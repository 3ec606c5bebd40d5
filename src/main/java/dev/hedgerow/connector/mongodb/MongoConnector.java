package dev.hedgerow.connector.mongodb;

import dev.hedgerow.connector.Connector;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.SyncMethod;
import dev.hedgerow.connector.network.HostPolicy;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads MongoDB through its driver, none of which is loaded before there is a source of this kind. */
@Component
record MongoConnector(HostPolicy policy) implements Connector {

    @Override
    public String kind() {
        return "MongoDB";
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
        return new MongoSource(MongoSettings.of(settings), policy, null);
    }
}
