package dev.hedgerow.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client gets back; {@code value} is the key itself, only while it is new. */
record PersonalApiKeyResponse(
        String id,
        String label,
        @Nullable String description,
        @Nullable String value,
        String maskValue,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant lastRolledAt,
        long userId,
        List<String> scopes,
        List<Long> scopedTeams,
        List<UUID> scopedOrganizations,
        boolean isLegacyHashing,
        @Nullable String localDevValue) {

    static PersonalApiKeyResponse of(PersonalApiKey saved) {
        return of(saved, null);
    }

    static PersonalApiKeyResponse of(NewKey made) {
        return of(made.key(), made.value());
    }

    private static PersonalApiKeyResponse of(PersonalApiKey saved, @Nullable String value) {
        return new PersonalApiKeyResponse(
                saved.id(),
                saved.label(),
                saved.description(),
                value,
                saved.maskValue(),
                saved.createdAt(),
                saved.lastUsedAt(),
                saved.lastRolledAt(),
                saved.userId(),
                saved.scopes(),
                saved.scopedTeams(),
                saved.scopedOrganizations(),
                false,
                null);
    }
}
