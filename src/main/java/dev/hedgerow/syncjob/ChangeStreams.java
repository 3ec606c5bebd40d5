package dev.hedgerow.syncjob;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.Connectors;
import dev.hedgerow.connector.InvalidSettings;
import dev.hedgerow.connector.RemoteSource;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Has the changes of sources followed, and tells how that goes. */
@Service
public class ChangeStreams {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeStreams.class);

    private final Connectors connectors;
    private final Preparation preparation;
    private final Streams streams;
    private final StreamLedger ledger;
    private final StreamTasks tasks;

    ChangeStreams(
            Connectors connectors, Preparation preparation, Streams streams, StreamLedger ledger, StreamTasks tasks) {
        this.connectors = connectors;
        this.preparation = preparation;
        this.streams = streams;
        this.ledger = ledger;
        this.tasks = tasks;
    }

    /** Lets the worker look at a source now: its changes are to be followed, or not any more, or others are. */
    public void wake(UUID source) {
        tasks.wake(source);
    }

    /** Does something that has to do with what is made at a source while neither a worker nor anybody else does. */
    public <T> T alone(UUID source, Supplier<T> work) {
        return preparation.alone(source, work);
    }

    /**
     * How it goes.
     *
     * @param paused whether it waits for a repair
     * @param latestError null while all is well
     */
    public record Condition(boolean paused, @Nullable String latestError) {}

    public Condition condition(UUID source) {
        return streams.find(source)
                .map(row -> new Condition(row.broken(), row.latestError()))
                .orElseGet(() -> new Condition(false, null));
    }

    /** The schemas whose tables are there and follow their source. */
    public Set<UUID> followed(Capture capture) {
        return ledger.standings(capture).values().stream()
                .filter(standing -> standing.state().isFollowed())
                .map(standing -> standing.sync().schema())
                .collect(Collectors.toSet());
    }

    /** Tries again at once what has failed. */
    public void resume(UUID source) {
        streams.clear(source);
        tasks.wake(source);
    }

    /**
     * Makes slot and publication anew and has all tables read anew; says how many those are, and nothing while somebody
     * else is at it or where somebody has switched it off.
     */
    public OptionalInt repair(Capture capture) {
        var repaired = preparation.repair(remote(capture), capture.source());
        if (repaired.isEmpty()) {
            return OptionalInt.empty();
        }
        tasks.wake(capture.source());
        return OptionalInt.of(repaired.get().tables().size());
    }

    /** Takes away what was made at a source whose changes are not to be followed any more. */
    public void end(Capture capture) {
        preparation.drop(remote(capture), capture);
        streams.clear(capture.source());
        tasks.wake(capture.source());
    }

    /** The same as far as the source can be reached; says what stayed there, null when nothing did. */
    public @Nullable String endQuietly(Capture capture) {
        try {
            end(capture);
            return null;
        } catch (ConnectorException | InvalidSettings e) {
            var left =
                    "The replication slot '%s' could not be dropped, and keeps the source's log until somebody does: %s"
                            .formatted(capture.names().slot(), capture.redacted(String.valueOf(e.getMessage())));
            LOG.warn("{}: {}", capture, left);
            return left;
        }
    }

    private RemoteSource remote(Capture capture) {
        return connectors.find(capture.kind()).orElseThrow().source(capture.settings());
    }
}
