package dev.hedgerow.syncjob;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.Connectors;
import dev.hedgerow.connector.InvalidSettings;
import dev.hedgerow.engine.WarehouseException;
import dev.hedgerow.syncjob.SyncFinished.Failed;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Follows the changes of a source, a slice of time after the other. Between them the stream stays open, as long as
 * nothing goes wrong.
 */
@Component
class StreamWorker {

    private static final Logger LOG = LoggerFactory.getLogger(StreamWorker.class);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** Failures in a row before the tables are said to have failed: the first few may be a restart. */
    private static final int TROUBLE = 3;

    private final Captures captures;
    private final Connectors connectors;
    private final StreamOpening opening;
    private final StreamRound round;
    private final LagGuard guard;
    private final Streams streams;
    private final StreamLedger ledger;
    private final SyncProperties properties;
    private final Clock clock;
    private final Map<UUID, OpenStream> open = new ConcurrentHashMap<>();

    StreamWorker(
            Captures captures,
            Connectors connectors,
            StreamOpening opening,
            StreamRound round,
            LagGuard guard,
            Streams streams,
            StreamLedger ledger,
            SyncProperties properties,
            Clock clock) {
        this.captures = captures;
        this.connectors = connectors;
        this.opening = opening;
        this.round = round;
        this.guard = guard;
        this.streams = streams;
        this.ledger = ledger;
        this.properties = properties;
        this.clock = clock;
    }

    /** Says when to look at the source again; empty for when somebody asks for it. */
    Optional<Instant> work(UUID source, BooleanSupplier stopping) {
        // Whoever has taken the stream out of the map has it alone.
        var stream = open.remove(source);
        var capture = captures.find(source);
        var before = streams.find(source);
        if (capture.isEmpty() || before.filter(Streams.Row::broken).isPresent()) {
            close(stream);
            return Optional.empty();
        }
        try {
            var remote = connectors
                    .find(capture.get().kind())
                    .orElseThrow()
                    .source(capture.get().settings());
            var look = guard.look(capture.get(), remote);
            if (look.isPresent() && guard.givesUp(capture.get(), remote, look.get())) {
                close(stream);
                return Optional.empty();
            }
            if (stream != null
                    && look.isPresent()
                    && !stream.isPublishedAs(look.get().status().published())) {
                close(stream);
                stream = null; // which table it is, the next opening says
            }
            stream = stream == null ? opening.open(capture.get(), remote) : stream;
            var next = round.run(stream, stopping);
            if (before.isPresent()) {
                streams.clear(source);
                ledger.recovered(capture.get());
            }
            if (next == StreamRound.Next.OPEN_ANEW) {
                close(stream);
            } else {
                open.put(source, stream);
            }
            return Optional.of(
                    next == StreamRound.Next.IDLE ? clock.instant().plus(properties.idle()) : clock.instant());
        } catch (RuntimeException e) {
            var failed = stream;
            close(failed);
            return conclude(capture.get(), failed, e);
        }
    }

    private static void close(@Nullable OpenStream stream) {
        if (stream != null) {
            stream.close();
        }
    }

    @PreDestroy
    void closeAll() {
        open.values().forEach(OpenStream::close);
    }

    private Optional<Instant> conclude(Capture capture, @Nullable OpenStream stream, RuntimeException cause) {
        return switch (cause) {
            case Superseded _ -> Optional.of(clock.instant().plus(properties.idle()));
            case Unfollowable table -> {
                setAside(capture, table);
                yield Optional.of(clock.instant());
            }
            case ConnectorException.ColumnOutgrown outgrown -> {
                var schema = stream == null ? null : stream.schemaOf(outgrown.table());
                if (schema == null) {
                    yield retry(capture, words(capture, outgrown), true);
                }
                ledger.readAsText(schema, outgrown.column(), words(capture, outgrown));
                yield Optional.of(clock.instant());
            }
            case ConnectorException.Permanent _, InvalidSettings _ -> retry(capture, words(capture, cause), true);
            case ConnectorException _, WarehouseException _ -> retry(capture, words(capture, cause), false);
            case DataAccessException _, TransactionException _ -> throw cause;
            default -> {
                LOG.error("The changes of {} cannot be followed", capture, cause);
                yield retry(capture, "Following the changes failed unexpectedly. The server's log says why.", true);
            }
        };
    }

    private void setAside(Capture capture, Unfollowable table) {
        var why = words(capture, table);
        switch (table.remedy()) {
            case READING_ANEW -> ledger.startAnew(table.schema(), why);
            case READING_ANEW_AFTER_A_GAP -> ledger.startAfterGap(table.schema(), why);
            case NONE ->
                capture.tables().stream()
                        .filter(sync -> sync.schema().equals(table.schema()))
                        .forEach(sync -> ledger.fail(sync, new Failed(why, true)));
        }
    }

    /** The source keeps what was not read, so that nothing is lost by waiting. */
    private Optional<Instant> retry(Capture capture, String error, boolean serious) {
        LOG.warn("{} is followed later: {}", capture, error);
        int failures = streams.failed(capture.source(), error);
        if (failures == (serious ? 1 : TROUBLE)) {
            capture.tables().forEach(sync -> ledger.fail(sync, new Failed(error, false)));
        }
        var wait = properties.backoff().multipliedBy(1L << Math.min(failures - 1, 10));
        return Optional.of(clock.instant().plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT));
    }

    private static String words(Capture capture, RuntimeException cause) {
        var message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : capture.redacted(message);
    }
}
