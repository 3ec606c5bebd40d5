package dev.hedgerow.syncjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.LockHolder;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@ServerTest
class ProgressTest {

    @Autowired
    Tenants tenants;

    @Autowired
    Progress progress;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    final UUID first = UUID.randomUUID();
    final UUID second = UUID.randomUUID();
    long team;

    @BeforeEach
    void rows() {
        team = tenants.create().project();
        transactions.executeWithoutResult(_ -> progress.lock(List.of(first, second), team));
    }

    @Test
    void aRowThatIsJustBeingDeletedIsMadeAnew() {
        Supplier<Boolean> locking = () -> transactions.execute(_ -> {
            progress.lock(List.of(first, second), team);
            return true;
        });

        new LockHolder(jdbc, transactions).meet(() -> progress.delete(second), locking, () -> {});

        transactions.executeWithoutResult(_ -> assertThat(progress.lock(second)).isPresent());
    }

    @Test
    void manyAreLockedInTheOrderGiven() {
        Supplier<Boolean> locking = () -> transactions.execute(_ -> {
            progress.lock(List.of(second, first), team);
            return true;
        });

        assertThat(new LockHolder(jdbc, transactions)
                        .meet(() -> progress.lock(second), locking, () -> progress.lock(first)))
                .isTrue();
    }
}
