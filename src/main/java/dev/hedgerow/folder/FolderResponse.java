package dev.hedgerow.folder;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.UserBasic;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client gets back. */
record FolderResponse(
        UUID id,
        String name,
        Instant createdAt,
        @Nullable UserBasic createdBy,
        long viewCount,
        String userAccessLevel) {

    static FolderResponse of(FolderService.Listed listed, Team team, Caller caller) {
        var folder = listed.folder();
        return new FolderResponse(
                folder.id(),
                folder.name(),
                folder.createdAt(),
                listed.creator(),
                listed.views(),
                caller.accessLevel(team, folder.createdBy()));
    }
}
