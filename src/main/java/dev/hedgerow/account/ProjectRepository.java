package dev.hedgerow.account;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ProjectRepository extends Repository<Project, Long> {

    String FOUND = """
              FROM project p
             WHERE p.organization_id = ANY (:organizations)
               AND NOT EXISTS (SELECT
                                 FROM regexp_split_to_table(lower(:search), '[\\s,]+') AS term
                                WHERE strpos(lower(p.name), term) = 0)
            """;

    /** Those of the organizations whose names hold every word of {@code search}. */
    @NativeQuery(value = "SELECT p.* " + FOUND + " ORDER BY p.id", countQuery = "SELECT count(*) " + FOUND)
    Page<Project> search(UUID[] organizations, String search, Pageable slice);

    List<Project> findByOrganizationIdInOrderById(Collection<UUID> organizations);

    Optional<Project> findFirstByOrganizationIdOrderById(UUID organization);

    Optional<Project> findById(long id);

    /** Whoever else wants to change it waits until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT p FROM Project p WHERE p.id = :id")
    Optional<Project> findToChange(long id);

    Optional<Project> findByOrganizationIdAndId(UUID organization, long id);

    int countByIdInAndOrganizationIdIn(Collection<Long> ids, Collection<UUID> organizations);

    Project saveAndFlush(Project project);

    void delete(Project project);

    /** Gives the members of the project's organization who have no current project this one. */
    @Modifying
    @Query(nativeQuery = true, value = """
            UPDATE app_user
               SET current_project_id = :id, current_organization_id = :organization
             WHERE current_project_id IS NULL
               AND coalesce(current_organization_id, :organization) = :organization
               AND id IN (SELECT user_id FROM membership WHERE organization_id = :organization)
            """)
    void adopt(long id, UUID organization);

    /** Moves those whose current project this is to the next best one of its organization. */
    @Modifying
    @Query(nativeQuery = true, value = """
            UPDATE app_user
               SET current_project_id = (SELECT min(id)
                                           FROM project
                                          WHERE organization_id = :organization
                                            AND id <> :id)
             WHERE current_project_id = :id
            """)
    void leave(long id, UUID organization);
}
