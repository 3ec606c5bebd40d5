package dev.hedgerow.insightvariable;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.web.Constraints;
import dev.hedgerow.web.InvalidInput;
import dev.hedgerow.web.NotFound;
import java.time.Clock;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class InsightVariableService {

    private final InsightVariableRepository variables;
    private final Clock clock;

    InsightVariableService(InsightVariableRepository variables, Clock clock) {
        this.variables = variables;
        this.clock = clock;
    }

    public InsightVariable create(Team team, Caller caller, InsightVariableRequest request) {
        try {
            return variables.saveAndFlush(new InsightVariable(team, caller, request, clock.instant()));
        } catch (DataIntegrityViolationException e) {
            // The constraint decides, not a look beforehand: two creates may come at once.
            throw Constraints.isBroken(e, "insight_variable_code_name")
                    ? new InvalidInput(null, "Variable with this code name already exists")
                    : e;
        }
    }

    /** PUT and PATCH are one operation: they differ only in how they get from the present state to the next. */
    public InsightVariable update(Team team, UUID id, UnaryOperator<InsightVariableRequest> change) {
        var variable = find(team, id);
        variable.change(change.apply(InsightVariableRequest.of(variable)));
        return variable;
    }

    public void delete(Team team, UUID id) {
        variables.delete(find(team, id));
    }

    private InsightVariable find(Team team, UUID id) {
        return variables.findToChange(team.id(), id).orElseThrow(NotFound::new);
    }
}
