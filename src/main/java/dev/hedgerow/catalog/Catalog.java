package dev.hedgerow.catalog;

import dev.hedgerow.auth.Team;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** All tables of a project, whoever owns them. */
@Service
public class Catalog {

    private final ObjectProvider<TableProvider> providers;

    Catalog(ObjectProvider<TableProvider> providers) {
        this.providers = providers;
    }

    /** The tables as one query sees them, from its compilation to its answer. */
    public ProjectSchema schema(Team team) {
        return new ProjectSchema(team, List.copyOf(providers.orderedStream().toList()));
    }
}
