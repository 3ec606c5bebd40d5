package dev.hedgerow;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Lets something come upon rows that somebody else is just changing. */
public record LockHolder(JdbcClient jdbc, TransactionOperations transactions) {

    /**
     * Begins {@code other} after {@code first} is done and its transaction still open, and commits once {@code other}
     * waits for it and {@code last} is done too.
     */
    public <T> T meet(Runnable first, Supplier<T> other, Runnable last) {
        return transactions
                .execute(_ -> {
                    first.run();
                    var outcome = CompletableFuture.supplyAsync(other, Thread::startVirtualThread);
                    await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(this::isWaitedFor);
                    last.run();
                    return outcome;
                })
                .join();
    }

    private boolean isWaitedFor() {
        return jdbc.sql("""
                        SELECT EXISTS (
                               SELECT FROM pg_locks
                                WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))
                        """).query(Boolean.class).single();
    }
}
