package dev.hedgerow.insightvariable;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

interface InsightVariableRepository extends Repository<InsightVariable, UUID> {

    Page<InsightVariable> findByTeamIdOrderByCreatedAtAscIdAsc(long teamId, Pageable slice);

    List<InsightVariable> findByTeamId(long teamId);

    Optional<InsightVariable> findByTeamIdAndId(long teamId, UUID id);

    InsightVariable saveAndFlush(InsightVariable variable);

    void delete(InsightVariable variable);
}
