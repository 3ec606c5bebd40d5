package dev.hedgerow.source;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface SourceRepository extends Repository<Source, UUID> {

    /** Sources whose type and prefix, in lower case and with a space between them, match the pattern. */
    @Query("""
            SELECT s
              FROM Source s
             WHERE s.teamId = :teamId
               AND s.deletedAt IS NULL
               AND REGEXP_LIKE(LOWER(CONCAT(s.sourceType, ' ', COALESCE(s.prefix, ''))), :pattern)
             ORDER BY s.createdAt DESC, s.id
            """)
    Page<Source> search(long teamId, String pattern, Pageable slice);

    @Query("""
            SELECT s
              FROM Source s
             WHERE s.teamId = :teamId
               AND s.deletedAt IS NULL
               AND (s.directQueryEnabled OR s.accessMethod = dev.hedgerow.source.AccessMethod.DIRECT)
               AND REGEXP_LIKE(LOWER(CONCAT(s.sourceType, ' ', COALESCE(s.prefix, ''))), :pattern)
             ORDER BY s.createdAt DESC, s.id
            """)
    Page<Source> queryable(long teamId, String pattern, Pageable slice);

    Optional<Source> findByTeamIdAndIdAndDeletedAtIsNull(long teamId, UUID id);

    /** Whoever else wants to change it waits until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT s FROM Source s WHERE s.teamId = :teamId AND s.id = :id AND s.deletedAt IS NULL")
    Optional<Source> findToChange(long teamId, UUID id);

    /** Also those that were deleted. */
    List<Source> findByTeamIdAndIdIn(long teamId, Collection<UUID> ids);

    Optional<Source> findByIdAndDeletedAtIsNull(UUID id);

    List<Source> findByTeamIdAndSourceTypeAndDeletedAtIsNull(long teamId, String sourceType);

    List<Source> findByTeamIdAndDeletedAtIsNullOrderByCreatedAtDesc(long teamId);

    Stream<Source> findByDeletedAtIsNull();

    Source saveAndFlush(Source source);
}
