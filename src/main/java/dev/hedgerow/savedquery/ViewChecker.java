package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Team;
import dev.hedgerow.query.CompiledView;
import dev.hedgerow.query.InvalidView;
import dev.hedgerow.query.ViewCompiler;
import dev.hedgerow.web.InvalidInput;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Says whether a query can be a view, in the words of the wire. */
@Component
class ViewChecker {

    private final ViewCompiler compiler;

    ViewChecker(ViewCompiler compiler) {
        this.compiler = compiler;
    }

    /**
     * What can be known of the view without running it.
     *
     * @throws InvalidInput naming what is wrong with the query
     */
    CompiledView check(Team team, JsonNode query) {
        var text = ViewQuery.textOf(query);
        try {
            return compiler.check(team, text);
        } catch (InvalidView refused) {
            throw new InvalidInput("query", refused.getMessage());
        }
    }

    /**
     * Asks the engine too. It may take its time, so that nobody should hold a transaction meanwhile.
     *
     * @throws InvalidInput naming what is wrong with the query
     */
    void checkThoroughly(Team team, JsonNode query) {
        var checked = check(team, query);
        try {
            compiler.prepare(team, checked);
        } catch (InvalidView refused) {
            throw new InvalidInput(null, refused.getMessage());
        }
    }
}
