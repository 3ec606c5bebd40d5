package dev.hedgerow.source;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hedgerow.connector.ChangeCapture;
import dev.hedgerow.syncjob.Capture;
import dev.hedgerow.syncjob.ChangeStreams.Condition;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How change data capture of a source goes; without it, only that it is off.
 *
 * @param lagBytes what the source keeps of its log because it was not followed so far
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CdcStatus(
        boolean enabled,
        @Nullable String managementMode,
        @Nullable String slotName,
        @Nullable String publicationName,
        @Nullable Integer lagWarningThresholdMb,
        @Nullable Integer lagCriticalThresholdMb,
        @Nullable Boolean autoDropSlot,
        @Nullable Boolean schedulePaused,
        @Nullable Boolean slotExists,
        @Nullable Boolean slotActive,
        @Nullable Boolean slotLost,
        @Nullable Boolean publicationExists,
        @Nullable Long lagBytes,
        @Nullable String lagLevel,
        @Nullable String latestError,
        @Nullable List<Table> schemas) {

    static final CdcStatus OFF = new CdcStatus(
            false, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    /** @param mode {@code snapshot} until its rows are there, {@code streaming} from then on */
    record Table(UUID id, String name, String mode) {}

    static CdcStatus of(
            CdcSettings settings,
            Capture capture,
            ChangeCapture.Status there,
            Condition condition,
            Set<UUID> followed) {
        return new CdcStatus(
                true,
                settings.mode(),
                settings.slot(),
                settings.publication(),
                settings.warning(),
                settings.critical(),
                settings.dropsSlot(),
                condition.paused(),
                there.slotExists(),
                there.active(),
                there.lost(),
                there.publicationExists(),
                there.lagBytes(),
                level(settings, there.lagBytes()),
                condition.latestError(),
                capture.tables().stream()
                        .map(table -> new Table(
                                table.schema(),
                                table.name(),
                                followed.contains(table.schema()) ? "streaming" : "snapshot"))
                        .toList());
    }

    private static String level(CdcSettings settings, long lag) {
        var limits = settings.limits();
        return lag >= limits.critical() ? "critical" : lag >= limits.warning() ? "warning" : "ok";
    }
}
