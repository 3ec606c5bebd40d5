package dev.hedgerow.savedquery;

import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** How many steps to walk through the lineage; all of them when not told. */
record LevelRequest(@Nullable @Min(1) Integer level) {}
