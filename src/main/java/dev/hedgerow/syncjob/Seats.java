package dev.hedgerow.syncjob;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** How many runs may read from one server at a time. Nobody waits here: who gets no seat comes back later. */
@Component
class Seats {

    private final Map<String, Semaphore> servers = new ConcurrentHashMap<>();
    private final int perServer;

    Seats(SyncProperties properties) {
        this.perServer = properties.perServer();
    }

    Optional<Seat> take(String server) {
        var seats = servers.computeIfAbsent(server, _ -> new Semaphore(perServer));
        return seats.tryAcquire() ? Optional.of(seats::release) : Optional.empty();
    }

    /** The right to read, until it is closed. */
    interface Seat extends AutoCloseable {

        @Override
        void close();
    }
}
