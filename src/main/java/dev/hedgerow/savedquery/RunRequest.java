package dev.hedgerow.savedquery;

import org.jspecify.annotations.Nullable;

/** Whether to compute all rows of an incremental view anew. */
record RunRequest(@Nullable Boolean fullRefresh) {}
