package dev.hedgerow.connector.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.connection.ServerMonitoringMode;
import com.mongodb.spi.dns.DnsClient;
import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.network.HostPolicy;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.ssl.SSLContextBuilder;
import org.jspecify.annotations.Nullable;

/** The driver at work on one database. Whatever host it comes to know of, by whomever, is looked up under our rules. */
final class MongoSession implements AutoCloseable {

    private static final int SELECT_MILLIS = 10_000;
    private static final Duration SILENCE = Duration.ofHours(1);

    private final MongoSettings settings;
    private final MongoClient client;

    private MongoSession(MongoSettings settings, MongoClient client) {
        this.settings = settings;
        this.client = client;
    }

    /** @param dns what to ask for SRV and TXT records; null for what this machine asks */
    static MongoSession open(MongoSettings settings, HostPolicy policy, @Nullable DnsClient dns) {
        try {
            var resolved = settings.resolved(dns);
            requireOne(resolved, policy);
            return new MongoSession(settings, MongoClients.create(options(settings, resolved, policy, dns)));
        } catch (MongoException | IllegalArgumentException e) {
            throw MongoFailures.resolving(e);
        }
    }

    /** Before the driver waits for one of its hosts: what is wrong with all of them is known now. */
    private static void requireOne(ConnectionString resolved, HostPolicy policy) {
        if (resolved.isSrvProtocol()) {
            return;
        }
        ConnectorException trouble = null;
        for (var host : resolved.getHosts()) {
            try {
                policy.addresses(new ServerAddress(host).getHost());
                return;
            } catch (ConnectorException e) {
                trouble = e;
            }
        }
        if (trouble != null) {
            throw trouble;
        }
    }

    private static MongoClientSettings options(
            MongoSettings settings, ConnectionString resolved, HostPolicy policy, @Nullable DnsClient dns) {
        var asked = resolved.getServerSelectionTimeout();
        int select = asked == null ? SELECT_MILLIS : Math.clamp(asked, 1, SELECT_MILLIS);
        var builder = MongoClientSettings.builder()
                .applyConnectionString(resolved)
                .applicationName("Hedgerow")
                .compressorList(List.of())
                .inetAddressResolver(policy::addresses)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(select, TimeUnit.MILLISECONDS))
                .applyToServerSettings(server -> server.serverMonitoringMode(ServerMonitoringMode.POLL))
                // Sooner than it is given up, so that it is known why.
                .applyToSocketSettings(socket -> socket.connectTimeout(Math.max(1, select / 2), TimeUnit.MILLISECONDS)
                        .readTimeout(SILENCE.toMillis(), TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.minSize(0).maxSize(2));
        if (!settings.verifyCertificate()) {
            builder.applyToSslSettings(tls -> tls.context(trusting()));
        }
        return (dns == null ? builder : builder.dnsClient(dns)).build();
    }

    private static SSLContext trusting() {
        try {
            return SSLContextBuilder.create()
                    .loadTrustMaterial(null, TrustAllStrategy.INSTANCE)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is not to be had", e);
        }
    }

    /** What goes wrong meanwhile is said in our words. */
    <T extends @Nullable Object> T ask(Function<MongoDatabase, T> question) {
        try {
            return question.apply(database());
        } catch (MongoException e) {
            throw failure(e);
        }
    }

    MongoDatabase database() {
        return client.getDatabase(settings.database());
    }

    MongoClient client() {
        return client;
    }

    ConnectorException failure(MongoException cause) {
        return MongoFailures.of(cause, client.getClusterDescription(), settings.password());
    }

    @Override
    public void close() {
        client.close();
    }
}
