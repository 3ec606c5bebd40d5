package dev.hedgerow.account;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

interface PersonalApiKeyRepository extends Repository<PersonalApiKey, String> {

    List<PersonalApiKey> findByUserIdOrderByCreatedAtDescIdAsc(long userId);

    Optional<PersonalApiKey> findByUserIdAndId(long userId, String id);

    int countByUserId(long userId);

    PersonalApiKey save(PersonalApiKey key);

    void delete(PersonalApiKey key);
}
