package dev.hedgerow.connector.mongodb;

import com.mongodb.spi.dns.DnsClient;
import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.connector.SourceTable;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableReader;
import dev.hedgerow.connector.network.HostPolicy;
import dev.hedgerow.connector.rows.RowsReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One database of a server, a replica set or a sharded cluster. */
record MongoSource(
        MongoSettings settings, HostPolicy policy, @Nullable DnsClient dns) implements RemoteSource {

    @Override
    public String server() {
        return String.join(",", settings.hosts());
    }

    /** A database is there once it has a collection. */
    @Override
    public void test() {
        try (var session = open()) {
            if (new MongoDiscovery(session).collections().isEmpty()) {
                throw new Permanent(
                        "The database '%s' does not exist, or has no collection that this user may read."
                                .formatted(settings.database()),
                        null);
            }
        }
    }

    @Override
    public List<SourceTable> discover() {
        try (var session = open()) {
            return new MongoDiscovery(session).tables();
        }
    }

    @Override
    public TableReader read(TableRead read) {
        var session = open();
        try {
            var collection = new MongoDiscovery(session).collection(read.table().table());
            var search = Search.of(read, collection);
            return new RowsReader(read, search.sourceColumns(), MongoRows.of(session, collection, search));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private MongoSession open() {
        return MongoSession.open(settings, policy, dns);
    }
}
