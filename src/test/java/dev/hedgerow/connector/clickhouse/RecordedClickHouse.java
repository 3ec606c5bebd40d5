package dev.hedgerow.connector.clickhouse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.hedgerow.database.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Answers what it was told to with bytes that ClickHouse's own engine wrote: they were recorded from chdb 26.7.2, which
 * is that engine as a library. Of a server there is nothing in it but HTTP.
 */
final class RecordedClickHouse implements AutoCloseable {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final String BEGIN = "SELECT toUInt8(0), ";

    private final HttpServer server;
    private final Map<String, HttpHandler> replies = new HashMap<>();
    private final ConcurrentLinkedDeque<Asked> asked = new ConcurrentLinkedDeque<>();

    /** What was sent: the SQL, and the rest of the request. */
    record Asked(String sql, String query, String authorization) {}

    RecordedClickHouse() throws IOException {
        this(HttpServer.create(ANY_PORT, 0));
    }

    static RecordedClickHouse withTls() throws IOException {
        var server = HttpsServer.create(ANY_PORT, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(TestCertificate.context()));
        return new RecordedClickHouse(server);
    }

    private RecordedClickHouse(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        answer("SELECT toUInt8(0), 'Hedgerow' FORMAT RowBinary", HexFormat.of().parseHex("00084865646765726f77"));
    }

    /** Recordings, each a line of a name and bytes, after which may be more in between. */
    static List<String[]> recordings(String file) {
        try (InputStream in = RecordedClickHouse.class.getResourceAsStream("/clickhouse/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line ->
                            Stream.of(line.split("§", -1)).map(String::strip).toArray(String[]::new))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, Object> settings() {
        return Map.of(
                "host", "127.0.0.1",
                "port", server.getAddress().getPort(),
                "database", "shop",
                "user", "reader",
                "password", "s3cret:ü",
                "secure", "false");
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Answers SQL that begins so. */
    RecordedClickHouse answer(String sql, byte[] body) {
        replies.put(sql, exchange -> send(exchange, 200, body));
        return this;
    }

    RecordedClickHouse answerColumns(String selected, byte[] body) {
        return answer(BEGIN + selected, body);
    }

    /** Begins an answer that never comes. */
    CompletableFuture<Void> stall(String selected) {
        var begun = new CompletableFuture<Void>();
        replies.put(BEGIN + selected, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            begun.complete(null);
        });
        return begun;
    }

    void refuse(int status, String words) {
        replies.clear();
        replies.put("", exchange -> send(exchange, status, words.getBytes(StandardCharsets.UTF_8)));
    }

    void redirect(String location) {
        replies.clear();
        replies.put("", exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            send(exchange, 307, new byte[0]);
        });
    }

    Asked lastAsked() {
        return asked.getLast();
    }

    int requests() {
        return asked.size();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var sql = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(
                sql,
                String.valueOf(exchange.getRequestURI().getQuery()),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))));
        replies.entrySet().stream()
                .filter(entry -> sql.replaceAll("\\s+", " ").startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Not recorded: " + sql))
                .handle(exchange);
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, 0);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
