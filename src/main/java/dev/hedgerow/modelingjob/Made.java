package dev.hedgerow.modelingjob;

import dev.hedgerow.catalog.TableContents;
import org.jspecify.annotations.Nullable;

/**
 * What a run has written.
 *
 * @param rows those that this run computed
 * @param state from where the next run can go on, if it need not begin anew
 */
record Made(
        TableContents contents,
        long rows,
        RunMode mode,
        @Nullable IncrementalState state) {}
