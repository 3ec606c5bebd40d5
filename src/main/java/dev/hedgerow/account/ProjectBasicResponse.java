package dev.hedgerow.account;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A project in a list, and wherever else it is only named. */
record ProjectBasicResponse(
        long id,
        UUID uuid,
        UUID organization,
        long projectId,
        String apiToken,
        String name,
        boolean completedSnippetOnboarding,
        @Nullable Map<String, Object> hasCompletedOnboardingFor,
        boolean ingestedEvent,
        boolean isDemo,
        String timezone,
        boolean accessControl) {

    static ProjectBasicResponse of(Project project) {
        return new ProjectBasicResponse(
                project.id(),
                project.uuid(),
                project.organizationId(),
                project.id(),
                project.apiToken(),
                project.name(),
                false,
                null,
                project.ingestedEvent(),
                false,
                project.timezone(),
                false);
    }
}
