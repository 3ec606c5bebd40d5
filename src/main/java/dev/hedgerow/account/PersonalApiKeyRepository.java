package dev.hedgerow.account;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface PersonalApiKeyRepository extends Repository<PersonalApiKey, String> {

    List<PersonalApiKey> findByUserIdOrderByCreatedAtDescIdAsc(long userId);

    Optional<PersonalApiKey> findByUserIdAndId(long userId, String id);

    /** Whoever else wants to change it waits until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT k FROM PersonalApiKey k WHERE k.userId = :userId AND k.id = :id")
    Optional<PersonalApiKey> findToChange(long userId, String id);

    int countByUserId(long userId);

    PersonalApiKey save(PersonalApiKey key);

    void delete(PersonalApiKey key);
}
