package dev.hedgerow.capture;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** UUIDs of version 7: those made together are stored together. */
final class TimeOrderedId {

    private static final SecureRandom RANDOM = new SecureRandom();

    private TimeOrderedId() {}

    static UUID of(Instant time) {
        return of(time, RANDOM);
    }

    static UUID of(Instant time, RandomGenerator random) {
        var high = (time.toEpochMilli() << 16) | 0x7000 | random.nextInt(0x1000);
        var low = 0x8000_0000_0000_0000L | (random.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
