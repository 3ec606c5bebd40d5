package dev.hedgerow.auth;

import java.util.Objects;

/** The policy of handlers that state none, kept where an annotation can be written. */
@Throttled(scope = "ordinary", perMinute = 480, perHour = 4800)
final class Ordinary {

    static final Throttled POLICY = Objects.requireNonNull(Ordinary.class.getAnnotation(Throttled.class));

    private Ordinary() {}
}
