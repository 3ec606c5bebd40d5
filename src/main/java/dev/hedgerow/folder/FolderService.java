package dev.hedgerow.folder;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.UserBasic;
import dev.hedgerow.auth.Users;
import dev.hedgerow.web.Constraints;
import dev.hedgerow.web.InvalidInput;
import dev.hedgerow.web.NotFound;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class FolderService {

    private final FolderRepository folders;
    private final ObjectProvider<FolderContents> contents;
    private final Users users;
    private final Clock clock;

    FolderService(FolderRepository folders, ObjectProvider<FolderContents> contents, Users users, Clock clock) {
        this.folders = folders;
        this.contents = contents;
        this.users = users;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Listed> list(Team team) {
        return listed(team, folders.findByTeamIdOrderByName(team.id()));
    }

    @Transactional(readOnly = true)
    public Listed get(Team team, UUID id) {
        return listed(team, find(team, id));
    }

    public Listed create(Team team, Caller caller, FolderRequest request) {
        return listed(team, saved(new Folder(team, caller, request.name(), clock.instant())));
    }

    public Listed update(Team team, UUID id, UnaryOperator<FolderRequest> change) {
        var folder = findToChange(team, id);
        folder.rename(change.apply(FolderRequest.of(folder)).name());
        return listed(team, saved(folder));
    }

    /** What is in the folder goes with it, or the folder stays. */
    public void delete(Team team, UUID id) {
        find(team, id);
        contents.ifAvailable(inside -> inside.delete(team, id));
        folders.delete(findToChange(team, id)); // only now: who puts views into it has their locks before the folder's
    }

    private Folder find(Team team, UUID id) {
        return folders.findByTeamIdAndId(team.id(), id).orElseThrow(NotFound::new);
    }

    private Folder findToChange(Team team, UUID id) {
        return folders.findToChange(team.id(), id).orElseThrow(NotFound::new);
    }

    private Folder saved(Folder folder) {
        try {
            return folders.saveAndFlush(folder);
        } catch (DataIntegrityViolationException e) {
            // The constraint decides, not a look beforehand: two requests may come at once.
            throw Constraints.isBroken(e, "saved_query_folder_name")
                    ? new InvalidInput("name", "A folder with this name already exists.")
                    : e;
        }
    }

    private Listed listed(Team team, Folder folder) {
        return listed(team, List.of(folder)).getFirst();
    }

    private List<Listed> listed(Team team, List<Folder> found) {
        var creators = users.basics(
                found.stream().<@Nullable Long>map(Folder::createdBy).toList());
        var inside = contents.getIfAvailable();
        var views = inside == null ? Map.<UUID, Long>of() : inside.count(team);
        return found.stream()
                .map(folder ->
                        new Listed(folder, creators.get(folder.createdBy()), views.getOrDefault(folder.id(), 0L)))
                .toList();
    }

    /** A folder with what is known of it elsewhere. */
    record Listed(Folder folder, @Nullable UserBasic creator, long views) {}
}
