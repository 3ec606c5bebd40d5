package dev.hedgerow.capture;

import dev.hedgerow.auth.Teams;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Accepts events: all of a request, safely in the queue, or none. */
@Service
class CaptureService {

    private final Teams teams;
    private final Queue queue;
    private final Loader loader;
    private final Clock clock;
    private final Counter received;

    CaptureService(Teams teams, Queue queue, Loader loader, Clock clock, MeterRegistry meters) {
        this.teams = teams;
        this.queue = queue;
        this.loader = loader;
        this.clock = clock;
        received = meters.counter("hedgerow.capture.events.received");
    }

    void capture(JsonNode payload, Fields query, String ip, @Nullable String unnamed) {
        var envelope = Envelope.open(payload, query);
        var team = teams.findByToken(envelope.token()).orElseThrow(CaptureRefused::invalidKey);
        var now = clock.instant();
        var reader = new EventReader(envelope.sentAt(), now, ip, unnamed);
        queue.add(team, now, envelope.events().stream().map(reader::read).toList());
        received.increment(envelope.events().size());
        loader.wake();
    }
}
