package dev.hedgerow.account;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.hedgerow.auth.MembershipLevel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A project as clients expect one; a class for the reason that {@link UserResponse} gives. */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
final class ProjectResponse {

    final long id;
    final UUID organization;
    final String name;
    final @Nullable String productDescription = null;
    final Instant createdAt;
    final MembershipLevel effectiveMembershipLevel;
    final boolean hasGroupTypes = false;
    final List<Object> groupTypes = List.of();
    final @Nullable String liveEventsToken = null;
    final Instant updatedAt;
    final UUID uuid;
    final String apiToken;
    final List<String> appUrls = List.of();
    final boolean anonymizeIps = false;
    final boolean completedSnippetOnboarding = false;
    final boolean ingestedEvent;
    final List<Object> testAccountFilters = List.of();
    final boolean isDemo = false;
    final String timezone;
    final boolean accessControl = false;
    final @Nullable Map<String, Object> hasCompletedOnboardingFor = null;
    final @Nullable String secretApiToken = null;
    final boolean isPendingDeletion = false;
    final long projectId;
    final String userAccessLevel = "admin";
    final Map<String, Boolean> managedViewsets = Map.of();

    private ProjectResponse(Project project, MembershipLevel level) {
        this.id = project.id();
        this.organization = project.organizationId();
        this.name = project.name();
        this.createdAt = project.createdAt();
        this.effectiveMembershipLevel = level;
        this.updatedAt = project.updatedAt();
        this.uuid = project.uuid();
        this.apiToken = project.apiToken();
        this.ingestedEvent = project.ingestedEvent();
        this.timezone = project.timezone();
        this.projectId = project.id();
    }

    static ProjectResponse of(Project project, MembershipLevel level) {
        return new ProjectResponse(project, level);
    }
}
