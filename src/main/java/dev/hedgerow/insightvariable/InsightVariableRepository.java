package dev.hedgerow.insightvariable;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface InsightVariableRepository extends Repository<InsightVariable, UUID> {

    List<InsightVariable> findByTeamId(long teamId);

    /** Whoever else wants to change it waits until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT v FROM InsightVariable v WHERE v.teamId = :teamId AND v.id = :id")
    Optional<InsightVariable> findToChange(long teamId, UUID id);

    InsightVariable saveAndFlush(InsightVariable variable);

    void delete(InsightVariable variable);
}
