package dev.hedgerow.catalog;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface WarehouseTableRepository extends Repository<WarehouseTable, UUID> {

    @Query("""
            SELECT t
              FROM WarehouseTable t
             WHERE t.teamId = :teamId
               AND LOWER(t.name) LIKE LOWER(CONCAT('%', :search, '%')) ESCAPE '\\'
             ORDER BY t.createdAt DESC, t.id
            """)
    Page<WarehouseTable> search(long teamId, String search, Pageable slice);

    @Query("SELECT t.name FROM WarehouseTable t WHERE t.teamId = :teamId ORDER BY t.name")
    List<String> names(long teamId);

    List<WarehouseTable> findByTeamIdOrderByName(long teamId);

    Optional<WarehouseTable> findByTeamIdAndId(long teamId, UUID id);

    Optional<WarehouseTable> findByTeamIdAndName(long teamId, String name);

    /** Whoever else wants to change it waits until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT t FROM WarehouseTable t WHERE t.teamId = :teamId AND t.name = :name")
    Optional<WarehouseTable> findToChange(long teamId, String name);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT t FROM WarehouseTable t WHERE t.teamId = :teamId AND t.id = :id")
    Optional<WarehouseTable> findToChange(long teamId, UUID id);

    List<WarehouseTable> findByTeamIdAndNameIn(long teamId, Collection<String> names);

    List<WarehouseTable> findByTeamId(long teamId);

    WarehouseTable saveAndFlush(WarehouseTable table);

    void delete(WarehouseTable table);
}
