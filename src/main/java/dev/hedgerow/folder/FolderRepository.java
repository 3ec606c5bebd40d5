package dev.hedgerow.folder;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface FolderRepository extends Repository<Folder, UUID> {

    List<Folder> findByTeamIdOrderByName(long teamId);

    Optional<Folder> findByTeamIdAndId(long teamId, UUID id);

    Folder saveAndFlush(Folder folder);

    void delete(Folder folder);
}
