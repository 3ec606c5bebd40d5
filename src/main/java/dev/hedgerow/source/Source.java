package dev.hedgerow.source;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A place that data comes from, and how to reach it. A deleted one stays as a row for its runs, without its secrets.
 */
@Entity
@Table(name = "external_data_source")
@DynamicUpdate
class Source {

    @Id
    private UUID id;

    private long teamId;
    private String sourceType;
    private String status;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable JsonNode jobInputs;

    private @Nullable String accountId;
    private @Nullable String prefix;
    private String nameSpace;
    private @Nullable String description;

    private String createdVia;

    @Enumerated(EnumType.STRING)
    private AccessMethod accessMethod;

    private boolean directQueryEnabled;
    private boolean autoSyncNewSchemas;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable List<String> autoSyncSchemaPatterns;

    private boolean revenueAnalytics;
    private boolean invoicelessCharges;
    private @Nullable Long createdBy;
    private Instant createdAt;

    @SuppressWarnings("UnusedVariable") // read by people
    private Instant updatedAt;

    private @Nullable Instant deletedAt;

    @SuppressWarnings("NullAway.Init")
    protected Source() {}

    Source(UUID id, Team team, Caller creator, SourceRequest request, JsonNode jobInputs, Instant now) {
        this.id = id;
        this.teamId = team.id();
        this.sourceType = request.sourceType();
        this.accessMethod = request.access();
        this.status = isDirect() ? "Completed" : "Running";
        this.jobInputs = jobInputs;
        this.accountId = request.accountId();
        this.prefix = isDirect() && request.prefix() != null ? request.prefix().strip() : request.prefix();
        this.nameSpace = isDirect() ? "direct." + id : Prefix.nameSpace(request.sourceType(), request.prefix());
        this.description = request.description();
        this.createdVia = (request.createdVia() == null ? CreatedVia.API : request.createdVia()).wire;
        this.directQueryEnabled = Boolean.TRUE.equals(request.directQueryEnabled());
        this.revenueAnalytics = request.sourceType().equals("Stripe");
        this.invoicelessCharges = true;
        this.createdBy = creator.userId();
        this.createdAt = now;
        this.updatedAt = now;
    }

    /** A synced source keeps its prefix, because its tables are named by it. */
    void change(SourceChange change, Instant now) {
        description = change.description();
        if (isDirect() && change.prefix() != null) {
            prefix = change.prefix().strip();
        }
        directQueryEnabled = Boolean.TRUE.equals(change.directQueryEnabled());
        autoSyncNewSchemas = Boolean.TRUE.equals(change.autoSyncNewSchemas());
        autoSyncSchemaPatterns = change.autoSyncSchemaPatterns();
        updatedAt = now;
    }

    void reach(JsonNode jobInputs) {
        this.jobInputs = jobInputs;
    }

    void started() {
        status = "Running";
    }

    void analyse(RevenueAnalytics config) {
        revenueAnalytics = config.enabled();
        invoicelessCharges = config.includeInvoicelessCharges();
    }

    void delete(Instant now) {
        deletedAt = now;
        jobInputs = null;
        updatedAt = now;
    }

    UUID id() {
        return id;
    }

    long teamId() {
        return teamId;
    }

    String sourceType() {
        return sourceType;
    }

    String status() {
        return status;
    }

    @Nullable
    JsonNode jobInputs() {
        return jobInputs;
    }

    @Nullable
    String accountId() {
        return accountId;
    }

    @Nullable
    String prefix() {
        return prefix;
    }

    String nameSpace() {
        return nameSpace;
    }

    @Nullable
    String description() {
        return description;
    }

    String createdVia() {
        return createdVia;
    }

    AccessMethod accessMethod() {
        return accessMethod;
    }

    /** Whether its tables are never copied. */
    boolean isDirect() {
        return accessMethod == AccessMethod.DIRECT;
    }

    /** What runs there, in the words of the API. */
    String engine() {
        return sourceType.equals("MySQL") ? "mysql" : "postgres";
    }

    /** Whether its tables can be asked where they are. */
    boolean isQueryable() {
        return isDirect() || directQueryEnabled;
    }

    boolean isDirectQueryEnabled() {
        return directQueryEnabled;
    }

    boolean autoSyncsNewSchemas() {
        return autoSyncNewSchemas;
    }

    @Nullable
    List<String> autoSyncSchemaPatterns() {
        return autoSyncSchemaPatterns;
    }

    /** Whether a table that turns up is to be synced without anybody asking. */
    boolean autoSyncs(String table) {
        return autoSyncNewSchemas
                && (autoSyncSchemaPatterns == null
                        || autoSyncSchemaPatterns.isEmpty()
                        || autoSyncSchemaPatterns.stream().anyMatch(pattern -> matches(pattern, table)));
    }

    /** A star stands for anything. */
    private static boolean matches(String pattern, String table) {
        var expression =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return table.matches(expression);
    }

    RevenueAnalytics revenueAnalytics() {
        return new RevenueAnalytics(revenueAnalytics, invoicelessCharges);
    }

    @Nullable
    Long createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    boolean isDeleted() {
        return deletedAt != null;
    }
}
