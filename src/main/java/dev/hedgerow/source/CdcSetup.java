package dev.hedgerow.source;

import dev.hedgerow.connector.ChangeCapture;
import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.Connectors;
import dev.hedgerow.connector.InvalidSettings;
import dev.hedgerow.connector.SyncMethod;
import dev.hedgerow.source.SchemaPlans.Plan;
import dev.hedgerow.syncjob.SyncType;
import dev.hedgerow.web.PlainRefusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Makes at a source what capturing its changes needs, or says what stands in the way. */
@Component
class CdcSetup {

    private static final Logger LOG = LoggerFactory.getLogger(CdcSetup.class);

    private final Connectors connectors;

    CdcSetup(Connectors connectors) {
        this.connectors = connectors;
    }

    boolean isSupported(String sourceType) {
        return connectors
                .find(sourceType)
                .filter(connector -> connector.methods().contains(SyncMethod.CDC))
                .isPresent();
    }

    void requireSupported(String sourceType) {
        if (!isSupported(sourceType)) {
            throw new Refusal("CDC is not supported for source type: " + sourceType);
        }
    }

    ChangeCapture changes(SourceType type, Settings settings) {
        return connectors
                .find(type.name())
                .orElseThrow()
                .source(settings.asMap())
                .changes()
                .orElseThrow(() -> new Refusal("CDC is not supported for source type: " + type.name()));
    }

    /**
     * Does something with the settings of a new source whose changes are captured; when that fails, nothing is left.
     */
    <T> T withCapture(SourceType type, UUID source, Settings settings, List<Plan> plans, Function<Settings, T> create) {
        requireSupported(type.name());
        var keyless = plans.stream()
                .filter(plan -> plan.settings().syncType() == SyncType.CDC
                        && !plan.table().keyed())
                .map(plan -> plan.table().name())
                .collect(Collectors.joining(", "));
        if (!keyless.isEmpty()) {
            throw new Refusal("CDC requires a primary key on each table. These have none: " + keyless);
        }
        return withCapture(type, source, CdcSettings.of(source, settings.values()), settings, create);
    }

    <T> T withCapture(SourceType type, UUID source, CdcSettings cdc, Settings settings, Function<Settings, T> use) {
        try {
            var changes = changes(type, settings);
            if (cdc.isNamedAfter(source)) {
                clearLeftovers(changes, cdc);
            }
            requirePrerequisites(changes, cdc);
            return prepared(changes, cdc, () -> use.apply(cdc.into(settings)));
        } catch (InvalidSettings | ConnectorException e) {
            throw new Refusal(SettingsView.words(type, settings, e));
        }
    }

    /**
     * Slot and publication go again unless all went well, because what stays of them stands in the way of the next try.
     */
    private static <T> T prepared(ChangeCapture changes, CdcSettings cdc, Supplier<T> use) {
        try {
            changes.prepare(cdc.names(), Set.of());
            return use.get();
        } catch (RuntimeException e) {
            try {
                changes.drop(cdc.names());
            } catch (ConnectorException left) {
                LOG.warn("The replication slot {} may be left at its source: {}", cdc.slot(), left.getMessage());
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    /** From an attempt that the server died in, or from a time when the source could not be reached. */
    private static void clearLeftovers(ChangeCapture changes, CdcSettings cdc) {
        var status = changes.status(cdc.names());
        if (!status.active() && (status.slotExists() || (cdc.managed() && status.publicationExists()))) {
            changes.drop(cdc.names());
        }
    }

    private static void requirePrerequisites(ChangeCapture changes, CdcSettings cdc) {
        var missing = changes.missing(cdc.names(), List.of());
        if (!missing.isEmpty()) {
            throw new PlainRefusal(
                    HttpStatus.BAD_REQUEST, Map.of("message", "CDC prerequisites not met.", "errors", missing));
        }
        var status = changes.status(cdc.names());
        if (status.slotExists()) {
            throw new Refusal("A replication slot named '%s' exists already.".formatted(cdc.slot()));
        }
        if (cdc.managed() && status.publicationExists()) {
            throw new Refusal("A publication named '%s' exists already.".formatted(cdc.publication()));
        }
    }
}
