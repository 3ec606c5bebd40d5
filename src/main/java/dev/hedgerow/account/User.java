package dev.hedgerow.account;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A person. What {@code @current} means to them is their current organization and project. */
@Entity
@Table(name = "app_user")
@DynamicUpdate // two clients may switch the project and change the name at the same time
class User {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private UUID uuid;
    private String distinctId;
    private String email;
    private String firstName;
    private String lastName;
    private @Nullable String passwordHash;
    private boolean isActive;
    private boolean isStaff;
    private @Nullable Boolean isEmailVerified;
    private @Nullable String roleAtOrganization;
    private @Nullable UUID currentOrganizationId;
    private @Nullable Long currentProjectId;
    private Instant dateJoined;

    @SuppressWarnings("NullAway.Init")
    protected User() {}

    void introduceAs(String firstName, String lastName, @Nullable RoleAtOrganization role) {
        this.firstName = firstName;
        this.lastName = lastName;
        this.roleAtOrganization = role == null ? null : role.wire;
    }

    void changePassword(String hash) {
        this.passwordHash = hash;
    }

    /** Makes this the organization and the project that {@code @current} means. */
    void switchTo(UUID organization, @Nullable Long project) {
        this.currentOrganizationId = organization;
        this.currentProjectId = project;
    }

    long id() {
        return id;
    }

    UUID uuid() {
        return uuid;
    }

    String distinctId() {
        return distinctId;
    }

    String email() {
        return email;
    }

    String firstName() {
        return firstName;
    }

    String lastName() {
        return lastName;
    }

    @Nullable
    String passwordHash() {
        return passwordHash;
    }

    boolean isActive() {
        return isActive;
    }

    boolean isStaff() {
        return isStaff;
    }

    @Nullable
    Boolean isEmailVerified() {
        return isEmailVerified;
    }

    @Nullable
    RoleAtOrganization roleAtOrganization() {
        return roleAtOrganization == null
                ? null
                : RoleAtOrganization.of(roleAtOrganization).orElse(RoleAtOrganization.OTHER);
    }

    @Nullable
    UUID currentOrganizationId() {
        return currentOrganizationId;
    }

    @Nullable
    Long currentProjectId() {
        return currentProjectId;
    }

    Instant dateJoined() {
        return dateJoined;
    }
}
