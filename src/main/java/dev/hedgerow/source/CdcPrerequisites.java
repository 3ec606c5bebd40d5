package dev.hedgerow.source;

import dev.hedgerow.connector.ChangeCapture;
import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.InvalidSettings;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.web.RequestData;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What a database lacks to be followed by its log of changes. */
@Component
class CdcPrerequisites {

    private static final String UNSUPPORTED = "CDC prerequisite checks are only supported for CDC enabled sources.";
    private static final Set<String> MODES = Set.of("posthog", "self_managed");

    private final CdcSetup cdc;
    private final SourceSetup setup;

    CdcPrerequisites(CdcSetup cdc, SourceSetup setup) {
        this.cdc = cdc;
        this.setup = setup;
    }

    List<String> missing(RequestData body) {
        var target = setup.target(body, UNSUPPORTED);
        return missing(target.type(), target.settings(), body);
    }

    List<String> missing(SourceType type, Settings settings, RequestData body) {
        if (!cdc.isSupported(type.name())) {
            throw new Refusal(UNSUPPORTED);
        }
        var mode = body.text("cdc_management_mode");
        if (mode != null && !MODES.contains(mode)) {
            throw new Refusal("cdc_management_mode must be 'posthog' or 'self_managed'.");
        }
        try {
            return cdc.changes(type, settings)
                    .missing(names(body, !"self_managed".equals(mode)), tables(settings, body));
        } catch (InvalidSettings e) {
            throw new Refusal(SettingsView.words(type, settings, e));
        } catch (ConnectorException e) {
            throw new Refusal(
                    "Could not connect to Postgres to check prerequisites: " + SettingsView.words(type, settings, e));
        }
    }

    private static ChangeCapture.Settings names(RequestData body, boolean managed) {
        var slot = body.text("cdc_slot_name");
        var publication = body.text("cdc_publication_name");
        return new ChangeCapture.Settings(
                slot == null || slot.isBlank() ? "posthog" : slot,
                publication == null || publication.isBlank() ? "posthog_pub" : publication,
                managed);
    }

    /** Bare names are of the schema of the settings, or of the public one. */
    private static List<TablePath> tables(Settings settings, RequestData body) {
        var schema = settings.values().path("schema").asString("");
        return body.value()
                .path("tables")
                .valueStream()
                .map(JsonNode::asString)
                .map(name -> {
                    var dot = name.indexOf('.');
                    return schema.isEmpty() && dot > 0
                            ? new TablePath(name.substring(0, dot), name.substring(dot + 1))
                            : new TablePath(schema.isEmpty() ? "public" : schema, name);
                })
                .toList();
    }
}
