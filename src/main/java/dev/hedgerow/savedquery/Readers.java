package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Team;
import dev.hedgerow.lineage.Lineage;
import dev.hedgerow.lineage.Node;
import dev.hedgerow.lineage.NodeKind;
import dev.hedgerow.web.ApiError;
import dev.hedgerow.web.ApiException;
import dev.hedgerow.web.InvalidInput;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The views that read a view, and what must not be done to it because of them. */
@Component
class Readers {

    private static final int NAMED = 3;

    private final Lineage lineage;

    Readers(Lineage lineage) {
        this.lineage = lineage;
    }

    /**
     * Refuses what would break those who read the view by its name.
     *
     * @param what it is, as a verb: {@code delete}
     */
    void refuseWhileRead(Team team, SavedQuery view, String what) {
        var readers = lineage.readers(team, view.id().toString());
        if (!readers.isEmpty()) {
            throw new StillRead(what, view.name(), readers, nodeOf(team, view));
        }
    }

    /** A view and those that read it stay in one DAG. */
    void refuseMove(Team team, SavedQuery view) {
        if (!lineage.readers(team, view.id().toString()).isEmpty()) {
            throw new InvalidInput("dag_id", "Cannot move this view because other views depend on it.");
        }
    }

    private UUID nodeOf(Team team, SavedQuery view) {
        return lineage.node(team, view.id().toString()).orElseThrow().id();
    }

    private static final class StillRead extends ApiException {

        private static final long serialVersionUID = 1L;

        StillRead(String what, String name, List<Node> readers, UUID node) {
            super(
                    HttpStatus.BAD_REQUEST,
                    new ApiError(
                            "validation_error",
                            "invalid_input",
                            "Can't %s %s yet. These read from it: %s. Update or delete them first."
                                    .formatted(what, name, list(readers)),
                            null,
                            Map.of("node_id", node)));
        }

        private static String list(List<Node> readers) {
            var named = readers.stream()
                    .limit(NAMED)
                    .map(reader -> "%s (%s)".formatted(reader.name(), kind(reader.kind())))
                    .collect(Collectors.joining(", "));
            return readers.size() > NAMED ? named + ", and %d more".formatted(readers.size() - NAMED) : named;
        }

        private static String kind(NodeKind kind) {
            return switch (kind) {
                case MATVIEW -> "materialized view";
                case TABLE, VIEW, ENDPOINT -> kind.wire();
            };
        }
    }
}
