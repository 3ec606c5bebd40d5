package dev.hedgerow.connector;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.connector.ChangeStream.Position;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When a table was read, in the terms of the changes that lead there.
 *
 * @param log whatever is later in the log was not seen
 * @param oldest transactions before this one were seen
 * @param next this transaction and those after it were not
 * @param running those in between that were not seen either
 */
public record Moment(long log, long oldest, long next, Set<Long> running) {

    private static final String SEPARATOR = ":";

    /** Reads what {@link #toString} writes. */
    public static Moment of(String text) {
        var parts = text.split(SEPARATOR, -1);
        return new Moment(
                Long.parseUnsignedLong(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                parts[3].isEmpty()
                        ? Set.of()
                        : Arrays.stream(parts[3].split(","))
                                .map(Long::valueOf)
                                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether what was read then has the change already. */
    public boolean saw(Position change) {
        if (Long.compareUnsigned(change.log(), log) >= 0) {
            return false;
        }
        // Changes know 32 bits of their transaction's number; those near the moment are told apart by that.
        long transaction = next + (change.transaction() - (int) next);
        return transaction < oldest || (transaction < next && !running.contains(transaction));
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(log)
                + SEPARATOR
                + oldest
                + SEPARATOR
                + next
                + SEPARATOR
                + running.stream().sorted().map(String::valueOf).collect(joining(","));
    }
}
