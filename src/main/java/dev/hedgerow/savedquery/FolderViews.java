package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Team;
import dev.hedgerow.folder.FolderContents;
import dev.hedgerow.lineage.Lineage;
import dev.hedgerow.lineage.Node;
import dev.hedgerow.web.InvalidInput;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The views in folders: they go with their folder. */
@Component
class FolderViews implements FolderContents {

    private final JdbcClient jdbc;
    private final SavedQueryRepository views;
    private final SavedQueryEditor editor;
    private final Lineage lineage;

    FolderViews(JdbcClient jdbc, SavedQueryRepository views, SavedQueryEditor editor, Lineage lineage) {
        this.jdbc = jdbc;
        this.views = views;
        this.editor = editor;
        this.lineage = lineage;
    }

    @Override
    public Map<UUID, Long> count(Team team) {
        var counts = new HashMap<UUID, Long>();
        jdbc.sql("""
                        SELECT folder_id, count(*) AS views
                          FROM saved_query
                         WHERE team_id = :team AND deleted_at IS NULL AND folder_id IS NOT NULL
                         GROUP BY folder_id
                        """).param("team", team.id()).query(row -> {
            counts.put(row.getObject("folder_id", UUID.class), row.getLong("views"));
        });
        return counts;
    }

    @Override
    public void delete(Team team, UUID folder) {
        lineage.lock(team);
        var inside = views.findInFolder(team.id(), folder);
        var ids = inside.stream().map(view -> view.id().toString()).collect(Collectors.toSet());
        var needed = inside.stream()
                .filter(view -> lineage.readers(team, view.id().toString()).stream()
                        .map(Node::reference)
                        .anyMatch(reader -> !ids.contains(reader)))
                .map(SavedQuery::name)
                .sorted()
                .toList();
        if (!needed.isEmpty()) {
            throw new InvalidInput(
                    null,
                    "Cannot delete this folder because these views still have dependencies outside the folder: "
                            + String.join(", ", needed));
        }
        inside.forEach(view -> editor.remove(team, view));
        jdbc.sql("UPDATE saved_query SET folder_id = NULL WHERE folder_id = :folder")
                .param("folder", folder)
                .update();
    }
}
