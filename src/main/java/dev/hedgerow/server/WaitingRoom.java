package dev.hedgerow.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A hot standby: live but not ready, until the process that holds the data directory lets go of it.
 *
 * <p>The kernel drops the holder's lock even when it is killed, so the standby goes on within a moment of that.
 */
record WaitingRoom(InetSocketAddress address, JsonMapper json) implements DataDirectory.Standby {

    private static final Logger log = LoggerFactory.getLogger(WaitingRoom.class);

    @Override
    public void await(Path directory, String holder, FileChannel lock) {
        var server = open(directory, holder);
        log.warn("{} is held by {}: standing by to take over", directory, holder);
        try {
            waitFor(lock);
            log.info("{} is free: taking over", directory);
        } finally {
            server.stop(0);
        }
    }

    private HttpServer open(Path directory, String holder) {
        try {
            var server = HttpServer.create(address, 0);
            server.createContext("/_livez", exchange -> answer(exchange, 200, Health.ALIVE));
            var missing = Health.lacking("data directory", "held by " + holder);
            server.createContext("/", exchange -> answer(exchange, 503, missing));
            server.start();
            return server;
        } catch (IOException taken) {
            throw new StartRefused(
                    "%s is in use by %s, and this process cannot stand by for it on port %d (%s)"
                            .formatted(directory, holder, address.getPort(), taken.getMessage()),
                    taken);
        }
    }

    private void answer(HttpExchange exchange, int status, Health health) throws IOException {
        try (exchange) {
            var body = json.writeValueAsBytes(health);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Waits on a thread of its own, because a thread blocked on a file lock cannot be interrupted by a shutdown. */
    private static void waitFor(FileChannel lock) {
        var locked = new FutureTask<FileLock>(lock::lock);
        Thread.ofPlatform().daemon().name("standby").start(locked);
        try {
            locked.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StartRefused("stopped while standing by", stopped);
        } catch (ExecutionException failed) {
            throw new StartRefused("the data directory's lock cannot be waited for: " + failed.getCause(), failed);
        }
    }
}
