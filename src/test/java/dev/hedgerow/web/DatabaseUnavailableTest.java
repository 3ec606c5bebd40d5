package dev.hedgerow.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.hedgerow.ServerTest;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@ServerTest
class DatabaseUnavailableTest {

    @Autowired
    JdbcClient jdbc;

    TransactionTemplate transactions;

    @BeforeEach
    void transactions(@Autowired PlatformTransactionManager manager) {
        transactions = new TransactionTemplate(manager);
    }

    @ParameterizedTest
    @CsvSource({"08006, true", "08001, true", "53300, true", "57P01, true", "57014, false", "23505, false", ", false"})
    void aLostConnectionIsToldFromARefusedStatement(@Nullable String state, boolean lost) {
        var failure = new DataAccessResourceFailureException("x", new SQLException("x", state));

        assertThat(DatabaseUnavailable.isBehind(failure)).isEqualTo(lost);
    }

    @Test
    void aDatabaseThatIsNotThereIsAnswered503() {
        var config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/none");
        config.setConnectionTimeout(250);
        config.setInitializationFailTimeout(-1);
        try (var pool = new HikariDataSource(config)) {
            var transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
            var jdbc = JdbcClient.create(pool);

            assertAnswered503(() -> jdbc.sql("SELECT 1").query(Integer.class).single());
            assertAnswered503(() -> transactions.executeWithoutResult(_ -> {}));
        }
    }

    @Test
    void aDatabaseThatBreaksOffIsAnswered503() {
        assertAnswered503(() -> transactions.executeWithoutResult(_ -> {
            breakOff();
            jdbc.sql("SELECT 1").query(Integer.class).single();
        }));
        assertAnswered503(() -> transactions.executeWithoutResult(_ -> breakOff()));
    }

    /** Ends the connection of the present transaction, as a server that is stopped does. */
    private void breakOff() {
        var mine = jdbc.sql("SELECT pg_backend_pid()").query(Integer.class).single();
        CompletableFuture.runAsync(() -> jdbc.sql("SELECT pg_terminate_backend(:pid, 5000)")
                        .param("pid", mine)
                        .query(Boolean.class)
                        .single())
                .join();
    }

    static void assertAnswered503(ThrowingCallable work) {
        var response = new MockHttpServletResponse();
        var failure = catchThrowableOfType(Exception.class, work);

        assertThatCode(() -> new ErrorWriter(new JsonMapper()).write(new MockHttpServletRequest(), response, failure))
                .doesNotThrowAnyException();

        assertThat(response.getStatus()).as(failure.toString()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("1");
        assertThat(new String(response.getContentAsByteArray(), UTF_8))
                .isEqualTo("{\"type\":\"server_error\",\"code\":\"database_unavailable\",\"detail\":\"We couldn't "
                        + "reach the database just now. Please try again in a moment.\",\"attr\":null}");
    }
}
