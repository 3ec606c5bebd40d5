package dev.hedgerow.source;

import dev.hedgerow.web.InvalidInput;
import dev.hedgerow.web.IsoTime;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Moments in query strings. */
final class MomentParameter {

    /** A plus sign that nobody escaped arrives as a space. */
    private static final Pattern LOST_PLUS = Pattern.compile(" (\\d{2}:?\\d{2})$");

    private MomentParameter() {}

    static @Nullable Instant parse(String parameter, @Nullable String text) {
        return text == null || text.isBlank()
                ? null
                : IsoTime.parse(LOST_PLUS.matcher(text.strip()).replaceFirst("+$1"))
                        .orElseThrow(() -> new InvalidInput(
                                parameter, "Invalid timestamp: use ISO 8601, such as 2026-01-31T10:00:00Z."));
    }
}
