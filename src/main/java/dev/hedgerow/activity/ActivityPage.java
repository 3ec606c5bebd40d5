package dev.hedgerow.activity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of an item's log; the count has a name of its own here, and stands last. */
public record ActivityPage(
        List<ActivityEntry> results,
        @Nullable String next,
        @Nullable String previous,
        long totalCount) {}
