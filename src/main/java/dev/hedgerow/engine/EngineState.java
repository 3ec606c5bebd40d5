package dev.hedgerow.engine;

import java.time.Instant;

/** Whether this process holds the data. */
public sealed interface EngineState {

    /** The data is ours. */
    record Serving(Instant since) implements EngineState {}

    /**
     * Another process has the data, and we take over when it ends.
     *
     * @param holder who, for people: {@code process 4711 on host a since …}
     */
    record Standby(String holder) implements EngineState {}

    /** Not started yet, or stopped, or the data directory cannot be used. */
    record Unavailable(String reason) implements EngineState {}
}
