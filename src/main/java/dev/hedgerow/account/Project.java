package dev.hedgerow.account;

import dev.hedgerow.auth.RandomToken;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Where an organization's data lives; its environment is the same thing under another name. */
@Entity
@Table(name = "project")
class Project {

    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private UUID uuid;
    private UUID organizationId;
    private String name;
    private String timezone;
    private String apiToken;

    @Column(insertable = false, updatable = false) // written by what receives events
    private boolean ingestedEvent;

    private Instant createdAt;
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected Project() {}

    Project(UUID organizationId, ProjectRequest request, Instant createdAt) {
        this.uuid = UUID.randomUUID();
        this.organizationId = organizationId;
        this.apiToken = newToken();
        this.createdAt = createdAt;
        this.name = request.name();
        this.timezone = request.timezone();
        this.updatedAt = createdAt;
    }

    static String newToken() {
        return "phc_" + RandomToken.of(32);
    }

    static Optional<Long> idOf(String text) {
        return ID.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    void change(ProjectRequest request, Instant now) {
        if (!request.equals(ProjectRequest.of(this))) {
            this.name = request.name();
            this.timezone = request.timezone();
            this.updatedAt = now;
        }
    }

    long id() {
        return id;
    }

    UUID uuid() {
        return uuid;
    }

    UUID organizationId() {
        return organizationId;
    }

    String name() {
        return name;
    }

    String timezone() {
        return timezone;
    }

    String apiToken() {
        return apiToken;
    }

    boolean ingestedEvent() {
        return ingestedEvent;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
