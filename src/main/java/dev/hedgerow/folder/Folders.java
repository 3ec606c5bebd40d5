package dev.hedgerow.folder;

import dev.hedgerow.auth.Team;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What those who put things into folders need to know of them. */
@Service
public class Folders {

    private final FolderRepository folders;

    Folders(FolderRepository folders) {
        this.folders = folders;
    }

    /** The name of a folder of this project; of no folder there is none. */
    public Optional<String> name(Team team, @Nullable UUID id) {
        return id == null
                ? Optional.empty()
                : folders.findByTeamIdAndId(team.id(), id).map(Folder::name);
    }
}
