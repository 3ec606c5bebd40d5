package dev.hedgerow.syncjob;

import dev.hedgerow.connector.ChangeCapture;
import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.syncjob.SyncFinished.Failed;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks how much of its log a source keeps for us, and gives the slot up before the source's disk is full. */
@Component
class LagGuard {

    private static final long MEGABYTE = 1 << 20;

    private final StreamLedger ledger;
    private final Streams streams;
    private final SyncProperties properties;
    private final Clock clock;
    private final Map<UUID, Look> looks = new ConcurrentHashMap<>();

    LagGuard(StreamLedger ledger, Streams streams, SyncProperties properties, Clock clock) {
        this.ledger = ledger;
        this.streams = streams;
        this.properties = properties;
        this.clock = clock;
    }

    /** @param last the lag at the look before, in bytes; null before the first */
    record Look(
            Instant at,
            ChangeCapture.Status status,
            @Nullable Long last) {}

    /** Looks at the source if it is time to. */
    Optional<Look> look(Capture capture, RemoteSource remote) {
        var before = looks.get(capture.source());
        if (before != null && clock.instant().isBefore(before.at().plus(properties.look()))) {
            return Optional.empty();
        }
        var status = remote.changes().orElseThrow().status(capture.names());
        var look = new Look(
                clock.instant(), status, before == null ? null : before.status().lagBytes());
        looks.put(capture.source(), look);
        return Optional.of(look);
    }

    /** Whether the source's changes cannot be followed any more until somebody repairs that. */
    boolean givesUp(Capture capture, RemoteSource remote, Look look) {
        long lag = look.status().lagBytes();
        var last = look.last();
        var limits = capture.limits();
        if (lag < limits.warning()) {
            return false;
        }
        // Who catches up is left to it.
        if (limits.givesUp() && lag >= limits.critical() && last != null && lag >= last) {
            var why = ("The source had to keep %d MB of its log for us, more than the critical limit of %d MB, "
                            + "and the replication slot was dropped to save its disk. Use repair_cdc to begin anew.")
                    .formatted(lag / MEGABYTE, limits.critical() / MEGABYTE);
            remote.changes().orElseThrow().drop(capture.names());
            streams.breaks(capture.source(), why);
            capture.tables().forEach(sync -> ledger.fail(sync, new Failed(why, false)));
            return true;
        }
        if (last == null || last < limits.warning()) {
            ledger.warn(
                    capture,
                    "The source has to keep %d MB of its log for us, more than the limit of %d MB."
                            .formatted(lag / MEGABYTE, limits.warning() / MEGABYTE));
        }
        return false;
    }
}
