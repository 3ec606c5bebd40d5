package dev.hedgerow.source;

import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;

/** A prefix that somebody has in mind for a new source. */
record PrefixRequest(
        @NotBlank String sourceType,
        @Nullable String prefix,
        @Nullable AccessMethod accessMethod) {}
