package dev.hedgerow.savedquery;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which frequencies a view can be set to, and what keeps it from the others.
 *
 * @param floor it cannot run more often than this
 * @param ceiling it cannot run less often than this
 * @param bestEffortSources tables it reads that are synced only when somebody asks for it
 * @param bestEffortSourcesWithheld always false: who may see a view may see what it reads
 */
record FrequencyBounds(
        String frequencyMode,
        List<Option> options,
        @Nullable Bound floor,
        @Nullable Bound ceiling,
        List<Blocker> bestEffortSources,
        boolean bestEffortSourcesWithheld) {

    /** Of a view that is not in the graph any more. */
    static final FrequencyBounds NONE = new FrequencyBounds("no_node", List.of(), null, null, List.of(), false);

    /**
     * A frequency, allowed or not.
     *
     * @param blockedBy {@code source} or {@code consumer}
     */
    record Option(
            SyncFrequency cadence,
            boolean allowed,
            @Nullable String blockedBy,
            @Nullable Blocker blocker) {}

    record Bound(String label, Blocker blocker) {}

    /** A node of the lineage. */
    record Blocker(UUID id, String name) {}
}
