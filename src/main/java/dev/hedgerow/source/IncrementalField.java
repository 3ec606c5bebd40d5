package dev.hedgerow.source;

import org.jspecify.annotations.Nullable;

/** A column that a sync can go by. */
record IncrementalField(
        String label,
        CursorType type,
        String field,
        CursorType fieldType,
        @Nullable Boolean nullable,
        boolean isIndexed) {}
