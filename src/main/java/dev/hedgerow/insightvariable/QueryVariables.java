package dev.hedgerow.insightvariable;

import dev.hedgerow.auth.Team;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** A project's variables as queries need them. */
@Service
public class QueryVariables {

    private final InsightVariableRepository variables;

    QueryVariables(InsightVariableRepository variables) {
        this.variables = variables;
    }

    @Transactional(readOnly = true)
    public List<QueryVariable> of(Team team) {
        return variables.findByTeamId(team.id()).stream()
                .map(variable -> new QueryVariable(
                        variable.codeName(),
                        variable.defaultValue(),
                        variable.type() == InsightVariable.Type.LIST,
                        variable.isMulti(),
                        variable.type() == InsightVariable.Type.DATE))
                .toList();
    }

    /** A variable: what queries call it, its saved default, and how a given value is to be read. */
    public record QueryVariable(
            String codeName, @Nullable JsonNode defaultValue, boolean isList, boolean isMulti, boolean isDate) {}
}
