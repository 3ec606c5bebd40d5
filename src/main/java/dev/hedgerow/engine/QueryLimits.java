package dev.hedgerow.engine;

import java.time.Duration;

/** What a query may cost: rows handed over, and time from its start on a thread of the engine. */
public record QueryLimits(long maxRows, Duration timeout) {}
