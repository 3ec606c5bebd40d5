package dev.hedgerow.worker;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells every process that something has changed, over PostgreSQL's NOTIFY. A signal only saves waiting: it may get
 * lost with a connection, so that whoever listens looks from time to time as well.
 */
@Component
public class Signals implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final String CHANNEL = "hedgerow";
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final DataSource database;
    private final JdbcClient jdbc;
    private final Map<String, CopyOnWriteArrayList<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private volatile @Nullable Thread thread;

    Signals(DataSource database, JdbcClient jdbc) {
        this.database = database;
        this.jdbc = jdbc;
    }

    /** Sends a signal when the caller's transaction commits. */
    public void send(String topic, String message) {
        jdbc.sql("SELECT pg_notify(:channel, :payload)")
                .param("channel", CHANNEL)
                .param("payload", topic + ":" + message)
                .query()
                .singleValue();
    }

    /** Hears the messages of a topic, on a thread that must not be kept; closing the registration ends it. */
    public Registration listen(String topic, Consumer<String> listener) {
        var hearing = listeners.computeIfAbsent(topic, _ -> new CopyOnWriteArrayList<>());
        hearing.add(listener);
        return () -> hearing.remove(listener);
    }

    @Override
    public void start() {
        var stop = new CountDownLatch(1);
        stopped = stop;
        thread = Thread.ofPlatform().daemon().name("signals").start(() -> run(stop));
    }

    @Override
    public void stop() {
        stopped.countDown();
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run(CountDownLatch stop) {
        try {
            while (!stop.await(0, TimeUnit.SECONDS)) {
                try {
                    hear(stop);
                } catch (SQLException e) {
                    LOG.debug("Signals are not heard for a moment", e);
                    stop.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear(CountDownLatch stop) throws SQLException, InterruptedException {
        var connection = database.getConnection();
        try {
            execute(connection, "LISTEN " + CHANNEL);
            var heard = connection.unwrap(PGConnection.class);
            while (!stop.await(0, TimeUnit.SECONDS)) {
                for (var notification : heard.getNotifications((int) PATIENCE.toMillis())) {
                    tell(notification.getParameter());
                }
            }
            execute(connection, "UNLISTEN *");
            connection.close();
        } catch (SQLException | RuntimeException e) {
            connection.abort(Runnable::run);
            throw e;
        }
    }

    private void tell(String payload) {
        var colon = payload.indexOf(':');
        var topic = payload.substring(0, Math.max(0, colon));
        for (var listener : listeners.getOrDefault(topic, new CopyOnWriteArrayList<>())) {
            try {
                listener.accept(payload.substring(colon + 1));
            } catch (RuntimeException e) {
                LOG.warn("A listener to {} failed", topic, e);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** An interest in a topic that can be given up. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {

        @Override
        void close();
    }
}
