package dev.hedgerow.syncjob;

import dev.hedgerow.connector.RemoteSource;
import dev.hedgerow.syncjob.SyncFinished.Failed;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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

    private record Look(Instant at, long lag) {}

    /** Whether the source's changes cannot be followed any more until somebody repairs that. */
    boolean gaveUp(Capture capture, RemoteSource remote) {
        var last = looks.get(capture.source());
        if (last != null && clock.instant().isBefore(last.at().plus(properties.look()))) {
            return false;
        }
        var changes = remote.changes().orElseThrow();
        long lag = changes.status(capture.names()).lagBytes();
        looks.put(capture.source(), new Look(clock.instant(), lag));
        var limits = capture.limits();
        if (lag < limits.warning()) {
            return false;
        }
        // Who catches up is left to it.
        if (limits.givesUp() && lag >= limits.critical() && last != null && lag >= last.lag()) {
            var why = ("The source had to keep %d MB of its log for us, more than the critical limit of %d MB, "
                            + "and the replication slot was dropped to save its disk. Use repair_cdc to begin anew.")
                    .formatted(lag / MEGABYTE, limits.critical() / MEGABYTE);
            changes.drop(capture.names());
            streams.breaks(capture.source(), why);
            capture.tables().forEach(sync -> ledger.fail(sync, new Failed(why, false)));
            return true;
        }
        if (last == null || last.lag() < limits.warning()) {
            ledger.warn(
                    capture,
                    "The source has to keep %d MB of its log for us, more than the limit of %d MB."
                            .formatted(lag / MEGABYTE, limits.warning() / MEGABYTE));
        }
        return false;
    }
}
