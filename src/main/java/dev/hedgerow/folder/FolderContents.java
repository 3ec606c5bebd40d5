package dev.hedgerow.folder;

import dev.hedgerow.auth.Team;
import java.util.Map;
import java.util.UUID;

/** What is kept in folders. Saved queries implement it, so that this module need not know them. */
public interface FolderContents {

    /** How many views each folder of the project shows; a folder that is not named has none. */
    Map<UUID, Long> count(Team team);

    /**
     * Deletes everything in a folder that is about to go, in the transaction that deletes it.
     *
     * @throws dev.hedgerow.web.InvalidInput when something in it is still needed; then nothing is deleted
     */
    void delete(Team team, UUID folder);
}
