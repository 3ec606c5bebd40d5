package dev.hedgerow.modelingjob;

import static jakarta.persistence.LockModeType.PESSIMISTIC_WRITE;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface MaterializationRepository extends Repository<Materialization, UUID> {

    @Lock(PESSIMISTIC_WRITE)
    @Query("SELECT m FROM Materialization m WHERE m.viewId = :view")
    Optional<Materialization> lock(UUID view);

    List<Materialization> findByViewIdIn(Collection<UUID> views);

    @Query(value = """
            SELECT view
              FROM unnest(CAST(:views AS uuid[])) AS view
             WHERE NOT EXISTS (SELECT FROM materialization WHERE view_id = view AND wanted_at IS NOT NULL)
               AND NOT EXISTS (SELECT FROM data_modeling_job
                                WHERE team_id = :team AND saved_query_id = view AND status = 'Running')
            """, nativeQuery = true)
    Set<UUID> unasked(long team, UUID[] views);

    @Modifying
    @Query(value = """
            INSERT INTO materialization (view_id, team_id)
            VALUES (:view, :team)
                ON CONFLICT DO NOTHING
            """, nativeQuery = true)
    void createIfAbsent(UUID view, long team);
}
