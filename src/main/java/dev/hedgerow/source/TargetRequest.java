package dev.hedgerow.source;

import org.jspecify.annotations.Nullable;

/** What a body has beside the settings of a source that nobody has created: the settings are named by its type. */
record TargetRequest(@Nullable String sourceType) {}
