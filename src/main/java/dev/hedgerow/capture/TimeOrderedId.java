package dev.hedgerow.capture;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** UUIDs of version 7: those made together are stored together. */
final class TimeOrderedId {

    private static final SecureRandom RANDOM = new SecureRandom();

    private TimeOrderedId() {}

    static UUID of(Instant time) {
        var high = (time.toEpochMilli() << 16) | 0x7000 | RANDOM.nextInt(0x1000);
        var low = 0x8000_0000_0000_0000L | (RANDOM.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
