package dev.hedgerow.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a list: how many there are in all, links to both neighbours, and the rows. */
public record Paginated<T>(
        long count, @Nullable String next, @Nullable String previous, List<T> results) {}
