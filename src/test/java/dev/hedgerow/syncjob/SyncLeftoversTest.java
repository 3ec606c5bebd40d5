package dev.hedgerow.syncjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@ServerTest
class SyncLeftoversTest {

    @Autowired
    Tenants tenants;

    @Autowired
    SyncLeftovers leftovers;

    @Autowired
    Progress progress;

    @Autowired
    TransactionTemplate transactions;

    final UUID schema = UUID.randomUUID();
    long team;

    @BeforeEach
    void sync() {
        team = tenants.create().project();
        transactions.executeWithoutResult(_ -> {
            progress.lock(schema, team);
            progress.save(schema, State.NOTHING.published(progress.nextVersion(schema), List.of()));
        });
    }

    @Test
    void aSchemaThatIsGoneIsForgotten() {
        leftovers.clear(schema);

        transactions.executeWithoutResult(_ -> assertThat(progress.lock(schema)).isEmpty());
    }

    @Test
    void aSchemaThatCameBackMeanwhileIsStillWantedAndHasNoVersionTwice() {
        transactions.executeWithoutResult(_ -> progress.want(schema, null, false));

        leftovers.clear(schema);

        transactions.executeWithoutResult(_ -> {
            assertThat(progress.lock(schema)).hasValueSatisfying(row -> {
                assertThat(row.wanted()).isTrue();
                assertThat(row.state()).isEqualTo(State.NOTHING);
            });
            assertThat(progress.nextVersion(schema)).isEqualTo(2);
        });
    }
}
