package dev.hedgerow.savedquery;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import tools.jackson.databind.JsonNode;

interface SavedQueryRepository extends Repository<SavedQuery, UUID> {

    @Query("SELECT q FROM SavedQuery q WHERE q.teamId = :teamId AND q.id = :id AND q.deletedAt IS NULL")
    Optional<SavedQuery> find(long teamId, UUID id);

    /** What a run of a view has to know of it. */
    @Query("""
            SELECT new dev.hedgerow.savedquery.SavedQueryRepository$Definition(
                       q.id, q.teamId, q.name, q.query, q.createdBy, q.syncSeconds, q.queryChangedAt, q.incremental)
              FROM SavedQuery q
             WHERE q.id = :id AND q.deletedAt IS NULL
            """)
    Optional<Definition> findDefinition(UUID id);

    record Definition(
            UUID id,
            long teamId,
            String name,
            JsonNode query,
            @Nullable Long createdBy,
            @Nullable Long syncSeconds,
            Instant queryChangedAt,
            @Nullable IncrementalSettings incremental) {}

    @Query("SELECT q.name FROM SavedQuery q WHERE q.id = :id AND q.deletedAt IS NULL")
    Optional<String> nameOf(UUID id);

    @Query("SELECT q FROM SavedQuery q WHERE q.expiresAt < :now AND q.deletedAt IS NULL")
    List<SavedQuery> findExpired(Instant now);

    /** Deleted ones too. */
    Optional<SavedQuery> findByTeamIdAndId(long teamId, UUID id);

    /** Whoever else wants to change it waits until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT q FROM SavedQuery q WHERE q.teamId = :teamId AND q.id = :id AND q.deletedAt IS NULL")
    Optional<SavedQuery> findToChange(long teamId, UUID id);

    @Query("SELECT q.id FROM SavedQuery q WHERE q.teamId = :teamId AND q.name = :name AND q.deletedAt IS NULL")
    Optional<UUID> findId(long teamId, String name);

    @Query("SELECT q FROM SavedQuery q WHERE q.teamId = :teamId AND q.name = :name AND q.deletedAt IS NULL")
    Optional<SavedQuery> findByName(long teamId, String name);

    @Query("SELECT q.name FROM SavedQuery q WHERE q.teamId = :teamId AND q.deletedAt IS NULL ORDER BY q.name")
    List<String> names(long teamId);

    @Query("SELECT q FROM SavedQuery q WHERE q.teamId = :teamId AND q.name IN :names AND q.deletedAt IS NULL")
    List<SavedQuery> findByNames(long teamId, Collection<String> names);

    @Query("SELECT q FROM SavedQuery q WHERE q.teamId = :teamId AND q.folderId = :folder AND q.deletedAt IS NULL")
    List<SavedQuery> findInFolder(long teamId, UUID folder);

    @Query("""
            SELECT new dev.hedgerow.savedquery.SavedQueryRepository$TextEdit(q.id, q.queryChangedAt)
              FROM SavedQuery q
             WHERE q.teamId = :teamId AND q.id IN :ids
            """)
    List<TextEdit> edits(long teamId, Collection<UUID> ids);

    /** When a view's text last changed. */
    record TextEdit(UUID id, Instant queryChangedAt) {}

    /** Those of the views that run by themselves. */
    @Query("""
            SELECT new dev.hedgerow.savedquery.SavedQueryRepository$Scheduled(q.id, q.syncSeconds)
              FROM SavedQuery q
             WHERE q.teamId = :teamId AND q.id IN :ids AND q.syncSeconds IS NOT NULL
            """)
    List<Scheduled> scheduled(long teamId, Collection<UUID> ids);

    /** How often a view runs. */
    record Scheduled(UUID id, long seconds) {}

    SavedQuery saveAndFlush(SavedQuery query);

    void flush();
}
