package dev.hedgerow.engine;

import java.time.Instant;

/** Whether the warehouse can be used. */
public sealed interface EngineState {

    /** It can. */
    record Serving(Instant since) implements EngineState {}

    /** Not started yet, or stopped, or the data directory cannot be used. */
    record Unavailable(String reason) implements EngineState {}
}
