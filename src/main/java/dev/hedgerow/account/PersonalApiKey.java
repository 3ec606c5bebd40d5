package dev.hedgerow.account;

import dev.hedgerow.auth.KeyHash;
import dev.hedgerow.auth.RandomToken;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A key of a user, known by its digest: what it says is shown once, when it is made, and kept nowhere. */
@Entity
@Table(name = "personal_api_key")
class PersonalApiKey {

    private static final int SHORTEST_TO_HINT_AT = 16;

    @Id
    private String id;

    private long userId;
    private String label;
    private @Nullable String description;

    @SuppressWarnings("UnusedVariable") // read where callers are found, in auth
    private String secureValue;

    private String maskValue;
    private List<String> scopes;
    private List<Long> scopedTeams;
    private List<UUID> scopedOrganizations;
    private Instant createdAt;

    // Noted by every request that shows the key, so never written back from here.
    @Column(insertable = false, updatable = false)
    private @Nullable Instant lastUsedAt;

    private @Nullable Instant lastRolledAt;

    @SuppressWarnings("NullAway.Init")
    protected PersonalApiKey() {}

    PersonalApiKey(long userId, String value, PersonalApiKeyRequest request, Instant createdAt) {
        this.id = RandomToken.of(32);
        this.userId = userId;
        this.secureValue = KeyHash.of(value);
        this.maskValue = mask(value);
        this.createdAt = createdAt;
        this.label = request.label();
        this.scopes = request.scopes();
        this.scopedTeams = request.scopedTeams();
        this.scopedOrganizations = request.organizations();
        change(request);
    }

    static String newValue() {
        return "phx_" + RandomToken.of(35);
    }

    /** Enough of a key for its owner to recognize it, and too little for anybody to use it. */
    static String mask(String value) {
        return value.length() < SHORTEST_TO_HINT_AT
                ? "********"
                : value.substring(0, 4) + "..." + value.substring(value.length() - 4);
    }

    final void change(PersonalApiKeyRequest request) {
        this.label = request.label();
        this.description =
                request.description() == null || request.description().isEmpty() ? null : request.description();
        this.scopes = request.scopes();
        this.scopedTeams = request.scopedTeams();
        this.scopedOrganizations = request.organizations();
    }

    /** Gives the key a new value; the old one is dead from here on. */
    void roll(String value, Instant now) {
        this.secureValue = KeyHash.of(value);
        this.maskValue = mask(value);
        this.lastRolledAt = now;
    }

    String id() {
        return id;
    }

    long userId() {
        return userId;
    }

    String label() {
        return label;
    }

    @Nullable
    String description() {
        return description;
    }

    String maskValue() {
        return maskValue;
    }

    List<String> scopes() {
        return scopes;
    }

    List<Long> scopedTeams() {
        return scopedTeams;
    }

    List<UUID> scopedOrganizations() {
        return scopedOrganizations;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    Instant lastUsedAt() {
        return lastUsedAt;
    }

    @Nullable
    Instant lastRolledAt() {
        return lastRolledAt;
    }
}
