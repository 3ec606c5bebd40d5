package dev.hedgerow.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of place that data can come from, as the wizard shows it.
 *
 * @param unreleasedSource true while nothing here can talk to it
 * @param supportsColumnSelection whether its tables are SQL's, so that columns can be left out at the source
 */
record SourceType(
        String name,
        @Nullable String label,
        @Nullable String caption,
        @Nullable String category,
        String iconPath,
        @Nullable String iconClassName,
        @Nullable String docsUrl,
        @Nullable List<String> keywords,
        @Nullable Boolean featured,
        @Nullable String releaseStatus,
        @Nullable Boolean unreleasedSource,
        @Nullable String featureFlag,
        @Nullable Boolean existingSource,
        @Nullable String disabledReason,
        @Nullable String permissionsCaption,
        List<SuggestedTable> suggestedTables,
        List<Field> fields,
        @Nullable List<Field> webhookFields,
        @Nullable String webhookSetupCaption,
        @Nullable Boolean webhookManualOnly,
        boolean supportsColumnSelection,
        List<String> versions,
        String defaultVersion,
        @Nullable String apiDocsUrl,
        List<DeprecatedVersion> deprecatedVersions) {

    SourceType {
        iconPath = orElse(iconPath, "/static/services/" + name + ".png");
        suggestedTables = orElse(suggestedTables, List.of());
        fields = orElse(fields, List.of());
        versions = orElse(versions, List.of("v1"));
        defaultVersion = orElse(defaultVersion, versions.getLast());
        deprecatedVersions = orElse(deprecatedVersions, List.of());
    }

    record SuggestedTable(String table, @Nullable String tooltip) {}

    record DeprecatedVersion(String version, @Nullable String sunsetAt) {}

    boolean isUnreleased() {
        return Boolean.TRUE.equals(unreleasedSource);
    }

    boolean supportsWebhooks() {
        return webhookFields != null;
    }

    String title() {
        return label == null ? name : label;
    }

    SourceType unreleased() {
        return new SourceType(
                name,
                label,
                caption,
                category,
                iconPath,
                iconClassName,
                docsUrl,
                keywords,
                featured,
                releaseStatus,
                true,
                featureFlag,
                existingSource,
                disabledReason,
                permissionsCaption,
                suggestedTables,
                fields,
                webhookFields,
                webhookSetupCaption,
                webhookManualOnly,
                supportsColumnSelection,
                versions,
                defaultVersion,
                apiDocsUrl,
                deprecatedVersions);
    }

    private static <T> T orElse(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
