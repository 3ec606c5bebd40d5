package dev.hedgerow.source;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface SchemaRepository extends Repository<SourceSchema, UUID> {

    @Query("""
            SELECT s
              FROM SourceSchema s
             WHERE s.teamId = :teamId
               AND s.deletedAt IS NULL
               AND LOWER(s.name) LIKE LOWER(CONCAT('%', :search, '%')) ESCAPE '\\'
             ORDER BY s.createdAt DESC, s.id
            """)
    Page<SourceSchema> search(long teamId, String search, Pageable slice);

    Optional<SourceSchema> findByTeamIdAndIdAndDeletedAtIsNull(long teamId, UUID id);

    Optional<SourceSchema> findByIdAndDeletedAtIsNull(UUID id);

    boolean existsByTeamIdAndIdAndDeletedAtIsNull(long teamId, UUID id);

    @Query("SELECT s.id FROM SourceSchema s WHERE s.sourceId = :source AND s.deletedAt IS NULL ORDER BY s.name")
    List<UUID> ids(UUID source);

    /** Deleted or not. */
    @Query("SELECT s.id FROM SourceSchema s WHERE s.sourceId = :source AND s.name IN :names ORDER BY s.name")
    List<UUID> known(UUID source, Collection<String> names);

    List<SourceSchema> findBySourceIdInAndDeletedAtIsNullOrderByName(Collection<UUID> sourceIds);

    List<SourceSchema> findByTeamIdAndTableNameInAndDeletedAtIsNull(long teamId, Collection<String> tableNames);

    /** Also those that were deleted: they come back as the rows they were, and their runs are still shown. */
    List<SourceSchema> findBySourceIdOrderByName(UUID sourceId);

    boolean existsByTeamIdAndTableNameAndDeletedAtIsNull(long teamId, String tableName);

    SourceSchema saveAndFlush(SourceSchema schema);
}
