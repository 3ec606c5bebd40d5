package dev.hedgerow.modelingjob;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.TableVersion;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that was begun here: what is to be run, and the number under which alone it can be closed.
 *
 * @param basis from where it may go on, unless everything was asked for
 */
record Assignment(
        Model model, UUID job, long attempt, @Nullable IncrementalState basis) {

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
