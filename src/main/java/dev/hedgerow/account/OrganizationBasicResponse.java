package dev.hedgerow.account;

import dev.hedgerow.auth.MembershipLevel;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An organization in a list of those a user belongs to. */
record OrganizationBasicResponse(
        UUID id,
        String name,
        String slug,
        @Nullable String logoMediaId,
        MembershipLevel membershipLevel,
        boolean membersCanUsePersonalApiKeys,
        boolean isActive,
        @Nullable String isNotActiveReason,
        boolean isPendingDeletion) {

    static OrganizationBasicResponse of(OrganizationDetails details) {
        var profile = details.profile();
        return new OrganizationBasicResponse(
                profile.id(),
                profile.name(),
                profile.slug(),
                null,
                details.level(),
                profile.membersCanUsePersonalApiKeys(),
                true,
                null,
                false);
    }
}
