package dev.hedgerow.savedquery;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A view. Runs write their outcome beside whoever edits it, so that only what changed is written. */
@Entity
@DynamicUpdate
@Table(name = "saved_query")
class SavedQuery {

    static final Duration TEST_LIFETIME = Duration.ofDays(7);

    @Id
    private UUID id;

    private long teamId;
    private String name;

    @Convert(converter = JsonText.class)
    private JsonNode query;

    private UUID queryRevision;
    private Instant queryChangedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<ViewColumn> columns = List.of();

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable IncrementalSettings incremental;

    private @Nullable String description;
    private @Nullable UUID folderId;

    @Enumerated(EnumType.STRING)
    private Origin origin;

    private boolean isTest;
    private @Nullable Instant expiresAt;
    private boolean isMaterialized;
    private @Nullable Long syncSeconds;
    private @Nullable String status;
    private @Nullable Instant lastRunAt;
    private @Nullable String latestError;
    private @Nullable Long createdBy;
    private Instant createdAt;
    private Instant updatedAt;
    private @Nullable Instant deletedAt;
    private @Nullable String deletedName;

    @SuppressWarnings("NullAway.Init")
    protected SavedQuery() {}

    @SuppressWarnings("NullAway.Init") // change() sets what is not set here
    SavedQuery(Team team, Caller creator, SavedQueryRequest request, Instant now) {
        this.id = UUID.randomUUID();
        this.teamId = team.id();
        this.origin = Origin.DATA_WAREHOUSE;
        this.createdBy = creator.userId();
        this.createdAt = now;
        this.queryRevision = UUID.randomUUID();
        this.queryChangedAt = now;
        this.query = request.query();
        change(request, now);
    }

    /** Everything that takes no second look; the query is another matter. */
    void change(SavedQueryRequest request, Instant now) {
        this.name = request.name();
        this.folderId = request.folderId();
        this.description = blankAsNull(request.description());
        var test = Boolean.TRUE.equals(request.isTest());
        if (test != isTest || !test) {
            this.expiresAt = test ? now.plus(TEST_LIFETIME) : null;
        }
        this.isTest = test;
        this.updatedAt = now;
    }

    private static @Nullable String blankAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Another text, and so another token to compare edits by. */
    void rewrite(JsonNode query, Instant now) {
        if (!query.equals(this.query)) {
            this.query = query;
            this.queryRevision = UUID.randomUUID();
            this.queryChangedAt = now;
        }
    }

    /** @throws dev.hedgerow.web.InvalidInput when it has no such columns */
    void refreshBy(@Nullable IncrementalSettings settings) {
        if (settings != null) {
            settings.check(columns);
        }
        this.incremental = settings;
    }

    void show(List<ViewColumn> columns) {
        this.columns = columns;
    }

    void modified() {
        this.status = "Modified";
    }

    void materialize(Duration every) {
        this.isMaterialized = true;
        this.syncSeconds = every.toSeconds();
    }

    /** Keeps the rows that there are, and runs no more by itself. */
    void pause() {
        this.syncSeconds = null;
    }

    void revert() {
        this.isMaterialized = false;
        this.syncSeconds = null;
        this.status = null;
        this.lastRunAt = null;
        this.latestError = null;
    }

    void cancelled() {
        this.status = "Cancelled";
    }

    /** Gives the name free; the row stays, for its activity and its runs. */
    void delete(Instant now) {
        this.deletedAt = now;
        this.deletedName = name;
        this.name = "POSTHOG_DELETED_" + id;
        this.updatedAt = now;
    }

    UUID id() {
        return id;
    }

    long teamId() {
        return teamId;
    }

    String name() {
        return name;
    }

    JsonNode query() {
        return query;
    }

    UUID queryRevision() {
        return queryRevision;
    }

    Instant queryChangedAt() {
        return queryChangedAt;
    }

    List<ViewColumn> columns() {
        return columns;
    }

    @Nullable
    IncrementalSettings incremental() {
        return incremental;
    }

    @Nullable
    String description() {
        return description;
    }

    @Nullable
    UUID folderId() {
        return folderId;
    }

    Origin origin() {
        return origin;
    }

    boolean isTest() {
        return isTest;
    }

    @Nullable
    Instant expiresAt() {
        return expiresAt;
    }

    boolean isMaterialized() {
        return isMaterialized;
    }

    @Nullable
    Duration interval() {
        return syncSeconds == null ? null : Duration.ofSeconds(syncSeconds);
    }

    @Nullable
    String status() {
        return status;
    }

    @Nullable
    Instant lastRunAt() {
        return lastRunAt;
    }

    @Nullable
    String latestError() {
        return latestError;
    }

    @Nullable
    Long createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    /** What people called it, also after it is deleted. */
    String knownName() {
        return deletedName == null ? name : deletedName;
    }

    /** Whose doing a view is. */
    enum Origin {
        DATA_WAREHOUSE;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
