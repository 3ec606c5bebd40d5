package dev.hedgerow.folder;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A folder; its name is its own among those of the project. */
@Entity
@Table(name = "saved_query_folder")
class Folder {

    @Id
    private UUID id;

    private long teamId;
    private String name;
    private @Nullable Long createdBy;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Folder() {}

    Folder(Team team, Caller creator, String name, Instant createdAt) {
        this.id = UUID.randomUUID();
        this.teamId = team.id();
        this.name = name;
        this.createdBy = creator.userId();
        this.createdAt = createdAt;
    }

    void rename(String name) {
        this.name = name;
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

    @Nullable
    Long createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }
}
