package dev.hedgerow.capture;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An event with the person who sent it, and the groups it was sent for, as they were at that moment. */
record AttributedEvent(
        QueuedEvent event,
        String properties,
        String elementsChain,
        String sessionId,
        String windowId,
        Sender sender,
        List<String> groups) {

    /** Who sent an event, as every row of it says. */
    record Sender(UUID person, Instant createdAt, String properties, Mode mode) {}

    /** How much of a person there is behind an event. */
    enum Mode {
        FULL("full"),
        PROPERTYLESS("propertyless"),
        FORCE_UPGRADE("force_upgrade");

        final String wire;

        Mode(String wire) {
            this.wire = wire;
        }
    }
}
