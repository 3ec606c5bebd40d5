package dev.hedgerow.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** What an organization says of itself; that a caller was let into one is {@link dev.hedgerow.auth.Organization}. */
@Entity
@Table(name = "organization")
class OrganizationProfile {

    @Id
    private UUID id;

    private String name;
    private String slug;
    private boolean membersCanUsePersonalApiKeys;
    private Instant createdAt;
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected OrganizationProfile() {}

    OrganizationProfile(String name, Instant createdAt) {
        this.id = UUID.randomUUID();
        this.name = name;
        this.slug = Slug.of(name);
        this.membersCanUsePersonalApiKeys = true;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    String slug() {
        return slug;
    }

    boolean membersCanUsePersonalApiKeys() {
        return membersCanUsePersonalApiKeys;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
