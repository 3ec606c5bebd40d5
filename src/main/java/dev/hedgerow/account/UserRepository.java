package dev.hedgerow.account;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

interface UserRepository extends Repository<User, Long> {

    Optional<User> findById(long id);

    Page<User> findById(long id, Pageable slice);

    Optional<User> findByUuid(UUID uuid);

    @NativeQuery("SELECT * FROM app_user WHERE lower(email) = lower(:email)")
    Optional<User> findByEmail(String email);

    /** Holds the user's row until the transaction ends. */
    @NativeQuery("SELECT id FROM app_user WHERE id = :id FOR UPDATE")
    Long lock(long id);
}
