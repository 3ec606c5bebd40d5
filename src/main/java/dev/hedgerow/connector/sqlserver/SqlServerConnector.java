package dev.hedgerow.connector.sqlserver;

import dev.hedgerow.connector.Connector;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.SyncMethod;
import dev.hedgerow.connector.jdbc.JdbcSource;
import dev.hedgerow.connector.network.HostPolicy;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads SQL Server through a result that streams. */
@Component
record SqlServerConnector(HostPolicy policy) implements Connector {

    @Override
    public String kind() {
        return "MSSQL";
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
        var read = SqlServerSettings.of(settings);
        return new JdbcSource(read.server(), read.schema(), new SqlServerDatabase(read), policy);
    }
}
