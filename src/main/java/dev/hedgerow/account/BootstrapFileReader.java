package dev.hedgerow.account;

import dev.hedgerow.account.BootstrapFile.ApiKey;
import dev.hedgerow.account.BootstrapFile.Member;
import dev.hedgerow.account.BootstrapFile.Place;
import dev.hedgerow.account.BootstrapFile.Tenant;
import dev.hedgerow.auth.MembershipLevel;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads one bootstrap file. Whatever must be unique is remembered with its line, so that no entry undoes another. */
final class BootstrapFileReader {

    private static final List<String> FILE = List.of("organizations");
    private static final List<String> ORGANIZATION = List.of("id", "name", "projects", "members");
    private static final List<String> PROJECT = List.of("id", "name", "timezone", "api_token");
    private static final List<String> MEMBER = List.of(
            "email", "first_name", "last_name", "password", "level", "staff", "role_at_organization", "api_keys");
    private static final List<String> KEY = List.of("label", "value", "scopes", "projects", "organizations");

    private static final int SHORTEST_KEY = 16;
    private static final int LONGEST_LABEL = 40;

    private final Map<String, Integer> lines = new HashMap<>();

    private BootstrapFileReader() {}

    static BootstrapFile read(String text) {
        var reader = new BootstrapFileReader();
        return new BootstrapFile(YamlSection.parse(text, FILE).sections("organizations", ORGANIZATION).stream()
                .map(reader::tenant)
                .toList());
    }

    private Tenant tenant(YamlSection section) {
        var name = nonBlank(section, "name");
        var id = section.optional("id", "a UUID", BootstrapFileReader::uuid);
        once(section, id == null ? "organization " + name : "organization " + id);
        return new Tenant(
                section.line(),
                id,
                name,
                section.sections("projects", PROJECT).stream()
                        .map(project -> place(name, project))
                        .toList(),
                section.sections("members", MEMBER).stream()
                        .map(member -> member(name, member))
                        .toList());
    }

    private Place place(String organization, YamlSection section) {
        var name = nonBlank(section, "name");
        var id = section.optional("id", "a positive number", BootstrapFileReader::projectId);
        once(section, "project \"%s\" of %s".formatted(name, organization));
        if (id != null) {
            once(section, "project " + id);
        }
        return new Place(
                section.line(),
                id,
                name,
                section.optional("timezone", "an IANA time zone", BootstrapFileReader::timezone),
                section.optional("api_token").orElse(null));
    }

    private Member member(String organization, YamlSection section) {
        var email = section.required("email");
        if (!email.matches("[^@\\s]+@[^@\\s]+")) {
            throw new BootstrapRefused(section.line(), "\"%s\" is not an email address".formatted(email));
        }
        once(section, "member %s of %s".formatted(email.toLowerCase(Locale.ROOT), organization));
        var level = section.optional("level", "owner, admin or member", BootstrapFileReader::level);
        var keys = section.sections("api_keys", KEY).stream()
                .map(key -> key(email, key))
                .toList();
        if (keys.size() > PersonalApiKeyService.MOST_KEYS) {
            throw new BootstrapRefused(
                    section.line(), "%s has more than %d API keys".formatted(email, PersonalApiKeyService.MOST_KEYS));
        }
        return new Member(
                section.line(),
                email,
                section.optional("first_name").orElse(null),
                section.optional("last_name").orElse(null),
                section.optional("password").orElse(null),
                level == null ? MembershipLevel.MEMBER : level,
                section.optional("staff", "true or false", BootstrapFileReader::truth),
                section.optional("role_at_organization", "a role that is known", RoleAtOrganization::of),
                keys);
    }

    private ApiKey key(String email, YamlSection section) {
        var label = nonBlank(section, "label");
        var value = section.required("value");
        if (label.length() > LONGEST_LABEL) {
            throw new BootstrapRefused(
                    section.line(), "the label is longer than %d characters".formatted(LONGEST_LABEL));
        }
        if (value.length() < SHORTEST_KEY || !value.matches("[!-~]+")) {
            throw new BootstrapRefused(
                    section.line(),
                    "the value must be at least %d printable characters without spaces".formatted(SHORTEST_KEY));
        }
        once(section, "API key \"%s\" of %s".formatted(label, email.toLowerCase(Locale.ROOT)));
        return new ApiKey(
                section.line(),
                label,
                value,
                section.values("scopes", "a scope", scope -> Optional.of(scope).filter(KeyScopes::contains)),
                section.values("projects", "a positive number", BootstrapFileReader::projectId),
                section.values("organizations", "a UUID", BootstrapFileReader::uuid));
    }

    private static String nonBlank(YamlSection section, String key) {
        var text = section.required(key);
        if (text.isBlank()) {
            throw new BootstrapRefused(section.line(), "\"%s\" is empty".formatted(key));
        }
        return text;
    }

    private void once(YamlSection section, String what) {
        var before = lines.putIfAbsent(what, section.line());
        if (before != null) {
            throw new BootstrapRefused(section.line(), "%s is already in line %d".formatted(what, before));
        }
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> projectId(String text) {
        return Project.idOf(text).filter(id -> id > 0);
    }

    private static Optional<String> timezone(String text) {
        return Optional.of(text).filter(ZoneId.getAvailableZoneIds()::contains);
    }

    private static Optional<Boolean> truth(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<MembershipLevel> level(String text) {
        return Arrays.stream(MembershipLevel.values())
                .filter(level -> level.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }
}
