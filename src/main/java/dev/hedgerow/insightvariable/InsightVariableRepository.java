package dev.hedgerow.insightvariable;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface InsightVariableRepository extends Repository<InsightVariable, UUID> {

    List<InsightVariable> findByTeamId(long teamId);

    Optional<InsightVariable> findByTeamIdAndId(long teamId, UUID id);

    InsightVariable saveAndFlush(InsightVariable variable);

    void delete(InsightVariable variable);
}
