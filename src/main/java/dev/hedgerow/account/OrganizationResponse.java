package dev.hedgerow.account;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.hedgerow.auth.MembershipLevel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An organization as clients expect one; a class for the reason that {@link UserResponse} gives. */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
final class OrganizationResponse {

    private static final int NO_PLUGINS = 0;

    final UUID id;
    final String name;
    final String slug;
    final @Nullable String logoMediaId = null;
    final Instant createdAt;
    final Instant updatedAt;
    final MembershipLevel membershipLevel;
    final int pluginsAccessLevel = NO_PLUGINS;
    final List<ProjectBasicResponse> teams;
    final List<ProjectName> projects;
    final List<Object> availableProductFeatures = List.of();
    final boolean isMemberJoinEmailEnabled = false;
    final Map<String, Object> metadata = Map.of("instance_tag", "none");
    final @Nullable String customerId = null;

    @SuppressWarnings("MemberName") // a name given by annotation would come last
    final boolean enforce_2fa = false;

    final boolean membersCanInvite = false;
    final boolean membersCanUsePersonalApiKeys;
    final boolean allowPubliclySharedResources = false;
    final int memberCount;
    final boolean isAiDataProcessingApproved = false;
    final @Nullable String defaultExperimentStatsMethod = null;
    final @Nullable UUID defaultRoleId = null;

    private OrganizationResponse(OrganizationDetails details) {
        var profile = details.profile();
        this.id = profile.id();
        this.name = profile.name();
        this.slug = profile.slug();
        this.createdAt = profile.createdAt();
        this.updatedAt = profile.updatedAt();
        this.membershipLevel = details.level();
        this.teams = details.projects().stream().map(ProjectBasicResponse::of).toList();
        this.projects = details.projects().stream().map(ProjectName::of).toList();
        this.membersCanUsePersonalApiKeys = profile.membersCanUsePersonalApiKeys();
        this.memberCount = details.members();
    }

    static OrganizationResponse of(OrganizationDetails details) {
        return new OrganizationResponse(details);
    }

    record ProjectName(long id, UUID organizationId, String name) {

        static ProjectName of(Project project) {
            return new ProjectName(project.id(), project.organizationId(), project.name());
        }
    }
}
