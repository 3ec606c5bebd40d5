package dev.hedgerow.operations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of runs; the links are query strings to put after the same path. */
record Feed(
        List<Run> results, @Nullable String next, @Nullable String previous) {

    /** @param oneMore the rows of the page, and one that tells whether there is another page */
    static Feed of(FeedRequest request, List<Run> oneMore) {
        var limit = request.limit();
        var offset = request.offset();
        return new Feed(
                oneMore.subList(0, Math.min(limit, oneMore.size())),
                oneMore.size() > limit ? request.at(offset + limit) : null,
                offset > 0 ? request.at(Math.max(0, offset - limit)) : null);
    }
}
