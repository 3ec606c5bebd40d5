package dev.hedgerow.savedquery;

import org.jspecify.annotations.Nullable;

/** Whether to compute all rows anew; every run does so as yet. */
record RunRequest(@Nullable Boolean fullRefresh) {}
