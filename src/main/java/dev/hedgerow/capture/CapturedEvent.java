package dev.hedgerow.capture;

import java.time.Instant;
import java.util.UUID;

/**
 * An event as a client sent it, judged and completed.
 *
 * @param properties a JSON object, with what the client said beside it ({@code $set} and the like) moved in
 */
record CapturedEvent(UUID uuid, String name, String distinctId, Instant timestamp, String properties) {}
