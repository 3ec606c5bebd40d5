package dev.hedgerow.account;

import dev.hedgerow.web.Verbatim;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What users may set about themselves; what follows the role is an order rather than a state. */
record UserRequest(
        @NotBlank @Size(max = 150) String firstName,
        @Size(max = 150) String lastName,
        @Nullable RoleAtOrganization roleAtOrganization,
        @Nullable String setCurrentOrganization,
        @Nullable String setCurrentTeam,
        @Nullable @Verbatim String password,
        @Nullable @Verbatim String currentPassword) {

    static UserRequest of(User saved) {
        return new UserRequest(saved.firstName(), saved.lastName(), saved.roleAtOrganization(), null, null, null, null);
    }
}
