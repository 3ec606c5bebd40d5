package dev.hedgerow.source;

import jakarta.validation.constraints.NotBlank;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A table to add to a source, which may be left out where only one source has such a table. */
record NewSchema(@Nullable UUID sourceId, @NotBlank String name) {}
