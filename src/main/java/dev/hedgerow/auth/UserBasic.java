package dev.hedgerow.auth;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user as other objects name them, in {@code created_by} and elsewhere. */
public record UserBasic(
        long id,
        UUID uuid,
        String distinctId,
        String firstName,
        String lastName,
        String email,
        @Nullable Boolean isEmailVerified,
        @Nullable Map<String, Object> hedgehogConfig,
        @Nullable String roleAtOrganization) {}
