package dev.hedgerow.connector.mysql;

import dev.hedgerow.connector.Connector;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.SyncMethod;
import dev.hedgerow.connector.jdbc.JdbcSource;
import dev.hedgerow.connector.network.HostPolicy;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads MySQL and MariaDB through a result that streams, in a consistent snapshot. */
@Component
record MySqlConnector(HostPolicy policy) implements Connector {

    @Override
    public String kind() {
        return "MySQL";
    }

    @Override
    public Release release() {
        return Release.GENERALLY_AVAILABLE;
    }

    @Override
    public Set<SyncMethod> methods() {
        return Set.of(SyncMethod.FULL_REFRESH, SyncMethod.INCREMENTAL, SyncMethod.APPEND);
    }

    @Override
    public RemoteSource source(Map<String, ?> settings) {
        var read = MySqlSettings.of(settings);
        return new JdbcSource(read.server(), read.schema(), new MySqlDatabase(read), policy);
    }
}
