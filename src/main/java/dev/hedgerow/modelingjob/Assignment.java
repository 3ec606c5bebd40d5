package dev.hedgerow.modelingjob;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.TableVersion;
import java.util.UUID;

/** A run that was begun here: what is to be run, and the number under which alone it can be closed. */
record Assignment(Model model, UUID job, long attempt) {

    UUID view() {
        return model.id();
    }

    Team team() {
        return model.team();
    }

    Namespace namespace() {
        return Namespaces.of(team());
    }

    TableVersion version() {
        return Job.version(view(), attempt);
    }
}
