package dev.hedgerow.modelingjob;

import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Up to where the table of an incremental view reaches.
 *
 * @param watermark the greatest value of its key, in text
 * @param definitionFingerprint of what its rows were made by
 */
@Embeddable
public record IncrementalState(
        @Nullable String watermark, String definitionFingerprint, Instant lastFullRefreshAt, String lastRunMode) {}
