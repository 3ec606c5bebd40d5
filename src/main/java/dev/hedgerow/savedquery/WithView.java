package dev.hedgerow.savedquery;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.hedgerow.activity.ActivityEntry;
import dev.hedgerow.activity.ActivityPage;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers about a view. The reference documents the view itself for all of them, so that each is the view and more. */
sealed interface WithView {

    /** What it reads, as ids of views and imported tables and names of built-in ones. */
    record Ancestors(@JsonUnwrapped SavedQueryResponse view, Collection<String> ancestors) implements WithView {}

    /** What reads it. */
    record Descendants(@JsonUnwrapped SavedQueryResponse view, Collection<String> descendants) implements WithView {}

    record Dependencies(@JsonUnwrapped SavedQueryResponse view, int upstreamCount, int downstreamCount)
            implements WithView {}

    record RunHistory(@JsonUnwrapped SavedQueryResponse view, List<Run> runHistory) implements WithView {

        record Run(String status, Instant timestamp) {}
    }

    record Activity(
            @JsonUnwrapped SavedQueryResponse view,
            List<ActivityEntry> results,
            @Nullable String next,
            @Nullable String previous,
            long totalCount)
            implements WithView {

        static Activity of(SavedQueryResponse view, ActivityPage page) {
            return new Activity(view, page.results(), page.next(), page.previous(), page.totalCount());
        }
    }
}
