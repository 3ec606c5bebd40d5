package dev.hedgerow.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hedgerow.LockHolder;
import dev.hedgerow.ServerTest;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@ServerTest
class OvertakenTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Test
    void theVictimOfADeadlockMayTryAgain() throws IOException {
        var failure = catchThrowableOfType(
                Exception.class,
                () -> new LockHolder(jdbc, transactions)
                        .meet(() -> lock(1), this::lockTheOtherWayRound, () -> lock(2)));
        var response = new MockHttpServletResponse();

        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        new ErrorWriter(new JsonMapper())
                .write(new MockHttpServletRequest(), response, (Exception) requireNonNull(cause));

        assertThat(response.getStatus()).as(failure.toString()).isEqualTo(409);
        assertThat(new String(response.getContentAsByteArray(), UTF_8))
                .isEqualTo("{\"type\":\"server_error\",\"code\":\"conflict\",\"detail\":\"Something else changed this "
                        + "at the same time. Please try again.\",\"attr\":null}");
    }

    private boolean lockTheOtherWayRound() {
        return transactions.execute(_ -> lock(2) && lock(1));
    }

    private boolean lock(int number) {
        return jdbc.sql("SELECT pg_advisory_xact_lock(20261121, :number) IS NOT NULL")
                .param("number", number)
                .query(Boolean.class)
                .single();
    }
}
