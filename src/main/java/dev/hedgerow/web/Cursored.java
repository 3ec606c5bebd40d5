package dev.hedgerow.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a list that is walked by cursors: links to both neighbours and the rows, and no count. */
public record Cursored<T>(@Nullable String next, @Nullable String previous, List<T> results) {}
