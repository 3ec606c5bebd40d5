package dev.hedgerow.account;

import dev.hedgerow.auth.MembershipLevel;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Organizations and who belongs to them, as an operator lists them. Each entry knows its line, for complaints about it;
 * what an entry leaves out is generated when it is new and left alone when it is not.
 */
record BootstrapFile(List<Tenant> organizations) {

    record Tenant(int line, @Nullable UUID id, String name, List<Place> projects, List<Member> members) {}

    record Place(
            int line,
            @Nullable Long id,
            String name,
            @Nullable String timezone,
            @Nullable String apiToken) {}

    record Member(
            int line,
            String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String password,
            MembershipLevel level,
            @Nullable Boolean staff,
            @Nullable RoleAtOrganization role,
            List<ApiKey> apiKeys) {}

    record ApiKey(
            int line, String label, String value, List<String> scopes, List<Long> projects, List<UUID> organizations) {}
}
