package dev.hedgerow.source;

import dev.hedgerow.web.InvalidInput;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * New settings over stored ones. Clients cannot send back what they never see, so secrets that are left out stay; but
 * they do not travel to another host.
 */
final class SettingsChange {

    private static final List<String> TARGETS = List.of("host", "instance_url", "subdomain", "account_id", "domain");
    private static final List<String> TUNNEL_SECRETS = List.of("password", "passphrase", "private_key");

    private final SourceType type;
    private final ObjectNode stored;
    private final ObjectNode sent;
    private final ObjectNode merged;
    private boolean reused;

    private SettingsChange(SourceType type, Settings stored, Settings sent) {
        this.type = type;
        this.stored = stored.values();
        this.sent = sent.values();
        this.merged = this.stored.deepCopy();
    }

    static Settings merge(SourceType type, Settings stored, Settings sent) {
        return new SettingsChange(type, stored, sent).merge();
    }

    private Settings merge() {
        var groups = type.fields().stream()
                .filter(field -> field instanceof Field.Select || field instanceof Field.SwitchGroup)
                .map(Field::name)
                .collect(Collectors.toSet());
        sent.properties().forEach(entry -> {
            var name = entry.getKey();
            if (name.startsWith("cdc_")) {
                return; // has actions of its own
            }
            if (name.equals("ssh_tunnel")) {
                tunnel(entry.getValue());
            } else if (groups.contains(name) && stored.get(name) instanceof ObjectNode before) {
                merged.set(name, group(name, before, entry.getValue()));
            } else if (!(SettingValue.isBlank(entry.getValue()) && isSecret(name))) {
                merged.set(name, entry.getValue());
            }
        });
        reused |= secretInputs().anyMatch(name -> isReused(stored, merged, name));
        requireCredentials();
        return new Settings(merged);
    }

    private Stream<String> secretInputs() {
        return type.fields().stream()
                .filter(field -> field instanceof Field.FileUpload
                        || (field instanceof Field.Input input
                                && input.secret()
                                && !input.name().equals("connection_string")))
                .map(Field::name);
    }

    private boolean isSecret(String name) {
        return type.fields().stream()
                .filter(field -> field.name().equals(name))
                .anyMatch(field -> field instanceof Field.FileUpload || (field instanceof Field.Input i && i.secret()));
    }

    private boolean isReused(ObjectNode before, ObjectNode after, String name) {
        return !SettingValue.isBlank(before.get(name))
                && Objects.equals(before.get(name), after.get(name))
                && SettingValue.isBlank(sent.get(name));
    }

    private JsonNode group(String name, ObjectNode before, JsonNode given) {
        if (!(given instanceof ObjectNode after)) {
            if (given.isString()) {
                return given; // a bare selection
            }
            throw new InvalidInput("job_inputs__" + name, "Must be an object.");
        }
        var selection = after.get("selection");
        if (selection != null && !selection.equals(before.get("selection"))) {
            return after;
        }
        var both = before.deepCopy();
        after.properties().stream()
                .filter(entry -> !SettingValue.isBlank(entry.getValue()))
                .forEach(entry -> both.set(entry.getKey(), entry.getValue()));
        reused |= before.propertyNames().stream().anyMatch(key -> !after.has(key) && !key.equals("selection"));
        return both;
    }

    private void tunnel(JsonNode given) {
        if (!(given instanceof ObjectNode after) || !(stored.get("ssh_tunnel") instanceof ObjectNode before)) {
            merged.set("ssh_tunnel", given);
            return;
        }
        var both = before.deepCopy();
        after.properties().stream()
                .filter(entry -> !Set.of("auth", "auth_type").contains(entry.getKey()))
                .forEach(entry -> both.set(entry.getKey(), entry.getValue()));
        both.remove("auth_type");
        var hostChanged = differs(before, both, "host");
        if ((hostChanged || differs(before, both, "port")) && !after.has("host_key")) {
            both.remove("host_key"); // was another host's
        }
        if (auth(after) instanceof ObjectNode login) {
            both.set("auth", hostChanged || !(auth(before) instanceof ObjectNode known) ? login : login(known, login));
        } else if (hostChanged && SettingValue.isTrue(both.get("enabled"))) {
            throw new InvalidInput(null, "Changing the SSH tunnel host requires re-entering your SSH credentials.");
        } else if (auth(before) != null) {
            both.set("auth", auth(before));
        }
        merged.set("ssh_tunnel", both);
    }

    private static ObjectNode login(ObjectNode known, ObjectNode given) {
        var login = given.deepCopy();
        TUNNEL_SECRETS.stream()
                .filter(name -> SettingValue.isBlank(given.get(name)) && known.has(name))
                .forEach(name -> login.set(name, known.get(name)));
        return login;
    }

    /** Under its present name or its former one. */
    static @Nullable JsonNode auth(ObjectNode tunnel) {
        var auth = tunnel.get("auth");
        return auth == null ? tunnel.get("auth_type") : auth;
    }

    private void requireCredentials() {
        if (!reused) {
            return;
        }
        if (TARGETS.stream().anyMatch(name -> differs(stored, merged, name))) {
            throw new InvalidInput(null, "Changing the connection host requires re-entering your credentials.");
        }
        var before = stored.get("ssh_tunnel") instanceof ObjectNode tunnel ? tunnel : stored.objectNode();
        var after = merged.get("ssh_tunnel") instanceof ObjectNode tunnel ? tunnel : stored.objectNode();
        if (isOn(before) != isOn(after)
                || (isOn(after) && (differs(before, after, "host") || differs(before, after, "port")))) {
            throw new InvalidInput(null, "Changing the SSH tunnel requires re-entering your database credentials.");
        }
    }

    private static boolean isOn(ObjectNode tunnel) {
        return SettingValue.isTrue(tunnel.get("enabled"));
    }

    private static boolean differs(ObjectNode before, ObjectNode after, String name) {
        var was = SettingValue.isBlank(before.get(name)) ? null : before.get(name);
        var is = SettingValue.isBlank(after.get(name)) ? null : after.get(name);
        return !Objects.equals(was, is);
    }
}
