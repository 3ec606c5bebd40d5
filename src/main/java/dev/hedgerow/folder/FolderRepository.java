package dev.hedgerow.folder;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface FolderRepository extends Repository<Folder, UUID> {

    List<Folder> findByTeamIdOrderByName(long teamId);

    Optional<Folder> findByTeamIdAndId(long teamId, UUID id);

    /** Whoever else wants to change it waits until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT f FROM Folder f WHERE f.teamId = :teamId AND f.id = :id")
    Optional<Folder> findToChange(long teamId, UUID id);

    Folder saveAndFlush(Folder folder);

    void delete(Folder folder);
}
