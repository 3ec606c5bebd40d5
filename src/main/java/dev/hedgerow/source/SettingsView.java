package dev.hedgerow.source;

import dev.hedgerow.connector.Redaction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What of a source's settings may be shown: what its type declares and does not call secret. */
final class SettingsView {

    private static final List<String> CDC = List.of(
            "cdc_enabled",
            "cdc_management_mode",
            "cdc_slot_name",
            "cdc_publication_name",
            "cdc_auto_drop_slot",
            "cdc_lag_warning_threshold_mb",
            "cdc_lag_critical_threshold_mb",
            "cdc_consistent_point",
            "cdc_ingest_mode");

    private SettingsView() {}

    static ObjectNode of(SourceType type, Settings settings) {
        var shown = shown(type.fields(), settings.values());
        CDC.forEach(name -> copy(name, settings.values(), shown));
        return shown;
    }

    /** The secret values, so that they can be kept out of texts that others wrote. */
    static Set<String> secrets(SourceType type, Settings settings) {
        var secrets = new LinkedHashSet<String>();
        texts(settings.values(), secrets);
        var open = new LinkedHashSet<String>();
        texts(of(type, settings), open);
        secrets.removeAll(open);
        secrets.removeIf(secret -> secret.length() < 4);
        return secrets;
    }

    /** Why a source with these settings could not be reached, in its words but for what is secret. */
    static String words(SourceType type, Settings settings, RuntimeException cause) {
        return Redaction.of(String.valueOf(cause.getMessage()), secrets(type, settings));
    }

    /** The value of a field under its own name or with the other kind of dash. */
    static @Nullable JsonNode value(ObjectNode settings, String name) {
        var value = settings.get(name);
        return value != null ? value : settings.get(name.replace('-', '_'));
    }

    private static ObjectNode shown(List<Field> fields, ObjectNode settings) {
        var shown = JsonNodeFactory.instance.objectNode();
        for (var field : fields) {
            var value = value(settings, field.name());
            if (value != null) {
                show(field, value, shown);
            }
        }
        return shown;
    }

    private static void show(Field field, JsonNode value, ObjectNode shown) {
        switch (field) {
            case Field.Input input when input.secret() -> {}
            case Field.FileUpload _ -> {}
            case Field.Input _, Field.Oauth _, Field.OauthAccountSelect _ -> shown.set(field.name(), value);
            case Field.Select select ->
                shown.set(
                        field.name(),
                        group(
                                value,
                                "selection",
                                select.options().stream()
                                        .flatMap(option -> option.asks().stream())
                                        .toList()));
            case Field.SwitchGroup group -> shown.set(field.name(), group(value, "enabled", group.fields()));
            case Field.SshTunnel _ -> shown.set(field.name(), tunnel(value));
        }
    }

    private static JsonNode group(JsonNode value, String meta, List<Field> fields) {
        if (!(value instanceof ObjectNode object)) {
            return value;
        }
        var shown = JsonNodeFactory.instance.objectNode();
        copy(meta, object, shown);
        shown.setAll(shown(fields, object));
        return shown;
    }

    private static JsonNode tunnel(JsonNode value) {
        if (!(value instanceof ObjectNode tunnel)) {
            return value;
        }
        var shown = JsonNodeFactory.instance.objectNode();
        List.of("enabled", "host", "port", "host_key").forEach(name -> copy(name, tunnel, shown));
        if (SettingsChange.auth(tunnel) instanceof ObjectNode auth) {
            var login = shown.putObject("auth");
            var selection = auth.get("selection") == null ? auth.get("type") : auth.get("selection");
            if (selection != null) {
                login.set("selection", selection);
            }
            copy("username", auth, login);
        }
        if (tunnel.get("require_tls") instanceof ObjectNode tls) {
            copy("enabled", tls, shown.putObject("require_tls"));
        } else {
            shown.putObject("require_tls").put("enabled", "True");
        }
        return shown;
    }

    private static void copy(String name, ObjectNode from, ObjectNode to) {
        var value = from.get(name);
        if (value != null) {
            to.set(name, value);
        }
    }

    private static void texts(JsonNode value, Set<String> texts) {
        if (value.isString()) {
            texts.add(value.stringValue());
        }
        value.forEach(child -> texts(child, texts));
    }
}
