package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.function.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** What a person may have meant. */
final class Suggestions {

    private static final int MOST = 3;

    private Suggestions() {}

    /** The rest of a message about an unknown name: empty, or {@code . Did you mean: a, b?}. */
    static String after(String unknown, Collection<String> known) {
        var lower = unknown.toLowerCase(Locale.ROOT);
        var tolerated = Math.max(1, Math.min(4, unknown.length() / 3));
        var near = known.stream()
                .distinct()
                .filter(name -> distance(lower, name, tolerated) <= tolerated)
                .sorted(Comparator.<String>comparingInt(name -> distance(lower, name, tolerated))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
        return near.isEmpty() ? "" : ". Did you mean: %s?".formatted(String.join(", ", near));
    }

    private static int distance(String lower, String name, int limit) {
        return EditDistance.between(lower, name.toLowerCase(Locale.ROOT), limit);
    }
}
