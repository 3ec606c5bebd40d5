package dev.hedgerow.account;

import dev.hedgerow.web.InvalidInput;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client may set. */
record PersonalApiKeyRequest(
        @NotBlank @Size(max = 40) String label,
        @Nullable @Size(max = 1000) String description,
        @NotEmpty List<String> scopes,
        List<Long> scopedTeams,
        List<String> scopedOrganizations) {

    static final PersonalApiKeyRequest NOTHING = new PersonalApiKeyRequest("", null, List.of(), List.of(), List.of());

    static PersonalApiKeyRequest of(PersonalApiKey saved) {
        return new PersonalApiKeyRequest(
                saved.label(),
                saved.description(),
                saved.scopes(),
                saved.scopedTeams(),
                saved.scopedOrganizations().stream().map(UUID::toString).toList());
    }

    List<UUID> organizations() {
        try {
            return scopedOrganizations.stream().map(UUID::fromString).toList();
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("scoped_organizations", "Invalid organization UUID");
        }
    }
}
