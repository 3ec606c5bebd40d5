package dev.hedgerow.connector.clickhouse;

import dev.hedgerow.connector.network.Route;
import dev.hedgerow.connector.network.Route.Line;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.ssl.SSLContextBuilder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** The HTTP interface of a server, and the way there. It follows no redirects, which could lead elsewhere. */
final class HttpSession implements AutoCloseable {

    private static final Timeout CONNECT = Timeout.ofSeconds(15);
    private static final Timeout SILENCE = Timeout.ofHours(1);

    /** So that values inside arrays and documents are exact, and in UTC. */
    private static final Map<String, String> EXACT = Map.of(
            "output_format_json_quote_64bit_integers", "0",
            "output_format_json_quote_decimals", "0",
            "output_format_json_quote_denormals", "1",
            "session_timezone", "UTC",
            "cancel_http_readonly_queries_on_client_close", "1");

    private final ClickHouseSettings settings;
    private final Line line;
    private final CloseableHttpClient client;

    private HttpSession(ClickHouseSettings settings, Line line) {
        this.settings = settings;
        this.line = line;
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new Pinned(line.addresses()))
                .setTlsSocketStrategy(tls(settings.verifyCertificate()))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(SILENCE)
                        .build())
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setSoKeepAlive(true)
                        .setTcpKeepIdle(60)
                        .setTcpKeepInterval(10)
                        .setTcpKeepCount(6)
                        .build())
                .build();
        client = HttpClients.custom()
                .setConnectionManager(connections)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
    }

    static HttpSession open(ClickHouseSettings settings, Route route) {
        return new HttpSession(settings, route.open());
    }

    /**
     * Sends a query, whose answer comes as it is made.
     *
     * @param values for the placeholders
     * @param timeout after which the server gives up; null for none
     */
    Answer ask(String sql, List<String> values, @Nullable Duration timeout) {
        var parameters = new LinkedHashMap<>(EXACT);
        parameters.put("database", settings.database());
        if (timeout != null) {
            parameters.put("max_execution_time", Long.toString(Math.max(1, timeout.toSeconds())));
        }
        for (int i = 0; i < values.size(); i++) {
            parameters.put("param_p" + (i + 1), escaped(values.get(i)));
        }
        var request = new HttpPost("/?"
                + parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                        .collect(Collectors.joining("&")));
        request.setHeader("Authorization", "Basic " + credentials());
        request.setEntity(new StringEntity(sql, ContentType.TEXT_PLAIN.withCharset(StandardCharsets.UTF_8)));
        try {
            return Answer.of(request, client.executeOpen(target(), request, null));
        } catch (IOException e) {
            throw ClickHouseFailures.connecting(e);
        }
    }

    private HttpHost target() {
        var server = settings.server();
        return new HttpHost(settings.secure() ? "https" : "http", server.host(), server.port());
    }

    private String credentials() {
        var pair = settings.user() + ":" + settings.password().value();
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Values of parameters are read as fields of tab-separated text. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\0", "\\0");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static TlsSocketStrategy tls(boolean verified) {
        if (verified) {
            return DefaultClientTlsStrategy.createDefault();
        }
        try {
            var context = SSLContextBuilder.create()
                    .loadTrustMaterial(TrustAllStrategy.INSTANCE)
                    .build();
            return new DefaultClientTlsStrategy(
                    context, HostnameVerificationPolicy.CLIENT, NoopHostnameVerifier.INSTANCE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is always there", e);
        }
    }

    @Override
    public void close() {
        client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
        line.close();
    }

    /** Knows the addresses that were checked, and no others. */
    private record Pinned(List<InetSocketAddress> addresses) implements DnsResolver {

        @Override
        public List<InetSocketAddress> resolve(String host, int port) {
            return addresses;
        }

        @Override
        public InetAddress[] resolve(String host) {
            return addresses.stream().map(InetSocketAddress::getAddress).toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
