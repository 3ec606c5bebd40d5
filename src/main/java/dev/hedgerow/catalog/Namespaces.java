package dev.hedgerow.catalog;

import dev.hedgerow.auth.Team;
import dev.hedgerow.engine.Namespace;

/** Where the engine keeps a project's tables, apart from those of all others. */
public final class Namespaces {

    private Namespaces() {}

    public static Namespace of(Team team) {
        return of(team.id());
    }

    /** For cleaning up behind a project that is gone. */
    public static Namespace of(long team) {
        return new Namespace("team_" + team);
    }
}
