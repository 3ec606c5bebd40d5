package dev.hedgerow.operations;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of the runs is asked for; numbers out of range are brought into it, as clients are used to. */
record FeedRequest(int limit, long offset, int cutoffDays, String kind, Outcome outcome) {

    private static final int DEFAULT_LIMIT = 20;
    private static final int MAX_LIMIT = 50;
    private static final int DEFAULT_DAYS = 30;
    private static final int MAX_DAYS = 36_500;
    private static final long MAX_OFFSET = 1_000_000;
    private static final String ALL = "all";
    private static final Set<String> KINDS = Set.of(ALL, "import", "model");

    /** Which runs, by how they stand. */
    @SuppressWarnings("ImmutableEnumChecker") // the list is an immutable one
    enum Outcome {
        RUNNING("Running"),
        COMPLETED("Completed"),
        FAILED("Failed", "BillingLimitReached", "BillingLimitTooLow"),
        ALL("Completed", "Failed", "BillingLimitReached", "BillingLimitTooLow");

        final List<String> statuses;

        Outcome(String... statuses) {
            this.statuses = List.of(statuses);
        }
    }

    static FeedRequest running(Numbers numbers, @Nullable String kind) {
        return of(numbers, kind, Outcome.RUNNING);
    }

    static FeedRequest ended(Numbers numbers, @Nullable String kind, @Nullable String outcome) {
        return of(
                numbers,
                kind,
                switch (outcome == null ? "completed" : outcome) {
                    case "completed" -> Outcome.COMPLETED;
                    case "failed" -> Outcome.FAILED;
                    case ALL -> Outcome.ALL;
                    default ->
                        throw Refusal.invalid("Invalid outcome parameter. Must be one of: all, completed, failed.");
                });
    }

    private static FeedRequest of(Numbers numbers, @Nullable String kind, Outcome outcome) {
        if (kind != null && !KINDS.contains(kind)) {
            throw Refusal.invalid("Invalid kind parameter. Must be one of: all, import, model.");
        }
        return new FeedRequest(
                (int) within(numbers.limit(), DEFAULT_LIMIT, 1, MAX_LIMIT),
                within(numbers.offset(), 0, 0, MAX_OFFSET),
                (int) within(numbers.cutoffDays(), DEFAULT_DAYS, -MAX_DAYS, MAX_DAYS),
                kind == null ? ALL : kind,
                outcome);
    }

    private static long within(@Nullable String text, long otherwise, long least, long most) {
        try {
            return text == null ? otherwise : Math.clamp(Long.parseLong(text.strip()), least, most);
        } catch (NumberFormatException e) {
            throw Refusal.invalid("Invalid limit, offset, or cutoff_days parameter");
        }
    }

    boolean wantsImports() {
        return !kind.equals("model");
    }

    boolean wantsModels() {
        return !kind.equals("import");
    }

    /** Where the rows before or after these are. */
    String at(long otherOffset) {
        var page = "?limit=%d&offset=%d&cutoff_days=%d".formatted(limit, otherOffset, cutoffDays);
        return outcome == Outcome.RUNNING
                ? page + "&kind=" + kind
                : page + "&outcome=%s&kind=%s".formatted(outcome.name().toLowerCase(Locale.ROOT), kind);
    }

    /** The parameters of a feed as they came. */
    record Numbers(
            @Nullable String limit,
            @Nullable String offset,
            @Nullable String cutoffDays) {}
}
