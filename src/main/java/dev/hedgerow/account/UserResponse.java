package dev.hedgerow.account;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user as clients expect one. Not a record, because most of it belongs to parts of PostHog that this server does not
 * have: there the value that says so stands beside its key.
 */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
final class UserResponse {

    final Instant dateJoined;
    final UUID uuid;
    final String distinctId;
    final String firstName;
    final String lastName;
    final String email;
    final @Nullable String pendingEmail = null;
    final @Nullable Boolean isEmailVerified;
    final Map<String, Object> notificationSettings = Map.of();
    final List<String> notificationLocks = List.of();
    final boolean anonymizeData = false;
    final @Nullable Boolean allowImpersonation = null;
    final @Nullable String toolbarMode = null;
    final boolean hasPassword;
    final long id;
    final boolean isStaff;
    final boolean isImpersonated = false;
    final @Nullable Instant isImpersonatedUntil = null;
    final @Nullable Boolean isImpersonatedReadOnly = null;
    final @Nullable String isImpersonatedReason = null;
    final @Nullable Instant sensitiveSessionExpiresAt = null;
    final @Nullable Instant freshReauthExpiresAt = null;
    final @Nullable ProjectBasicResponse team;
    final @Nullable OrganizationResponse organization;
    final List<OrganizationBasicResponse> organizations;
    final @Nullable Map<String, Object> eventsColumnConfig = null;

    @SuppressWarnings("MemberName") // a name given by annotation would come last
    final boolean is_2faEnabled = false;

    final boolean hasSocialAuth = false;
    final boolean hasSsoEnforcement = false;
    final @Nullable Map<String, Object> hasSeenProductIntroFor = null;
    final List<Object> scenePersonalisation = List.of();
    final @Nullable String themeMode = null;
    final @Nullable Map<String, Object> hedgehogConfig = null;
    final @Nullable Boolean allowSidebarSuggestions = null;
    final @Nullable String shortcutPosition = null;
    final @Nullable RoleAtOrganization roleAtOrganization;

    @SuppressWarnings("MemberName")
    final @Nullable Boolean passkeysEnabledFor_2fa = null;

    final boolean hideMcpHints = false;
    final @Nullable Map<String, Object> uiConfiguration = null;
    final @Nullable Instant onboardingSkippedAt = null;
    final @Nullable String onboardingSkippedReason = null;
    final @Nullable UUID onboardingSkippedOrganizationId = null;
    final @Nullable UUID onboardingDelegatedToInvite = null;
    final @Nullable UUID onboardingDelegatedToOrganizationId = null;
    final @Nullable Instant onboardingDelegationAcceptedAt = null;
    final @Nullable Boolean isOrganizationFirstUser = null;
    final List<String> activeRealtimeNotificationTypes = List.of();
    final List<Object> pendingInvites = List.of();
    final boolean requiresCredentialReview = false;

    private UserResponse(UserDetails details) {
        var user = details.user();
        this.dateJoined = user.dateJoined();
        this.uuid = user.uuid();
        this.distinctId = user.distinctId();
        this.firstName = user.firstName();
        this.lastName = user.lastName();
        this.email = user.email();
        this.isEmailVerified = user.isEmailVerified();
        this.hasPassword = user.passwordHash() != null;
        this.id = user.id();
        this.isStaff = user.isStaff();
        this.team = details.project() == null ? null : ProjectBasicResponse.of(details.project());
        this.organization = details.organization() == null ? null : OrganizationResponse.of(details.organization());
        this.organizations = details.organizations().stream()
                .map(OrganizationBasicResponse::of)
                .toList();
        this.roleAtOrganization = user.roleAtOrganization();
    }

    static UserResponse of(UserDetails details) {
        return new UserResponse(details);
    }
}
