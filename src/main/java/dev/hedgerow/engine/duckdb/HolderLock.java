package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.EngineState;
import dev.hedgerow.engine.WarehouseException.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admits one process to a directory. The others stand by and take over when it ends, however it ends: the operating
 * system lets go of the lock of a process that dies.
 */
final class HolderLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HolderLock.class);

    /**
     * Closing any channel of a locked file gives the process's lock away, so a second one in this process must not open
     * it.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Duration retry;
    private final Clock clock;
    private final Preparation onTaken;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread taking;
    private @Nullable FileChannel channel;
    private volatile EngineState state = new EngineState.Unavailable("it is starting.");

    HolderLock(Path directory, Duration retry, Clock clock, Preparation onTaken) {
        this.directory = directory;
        this.retry = retry;
        this.clock = clock;
        this.onTaken = onTaken;
        taking = Thread.ofPlatform().daemon().name("warehouse-holder").unstarted(this::takeWhenFree);
    }

    void start() {
        taking.start();
    }

    EngineState state() {
        return state;
    }

    void requireServing() {
        switch (state) {
            case EngineState.Serving _ -> {}
            case EngineState.Standby(String holder) -> throw new Unavailable("held by " + holder + ".");
            case EngineState.Unavailable(String reason) -> throw new Unavailable(reason);
        }
    }

    /** No new work from here on; the lock stays until {@link #close}. */
    void retire() {
        closing.countDown();
        try {
            taking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        state = new EngineState.Unavailable("the server is stopping.");
    }

    @Override
    public void close() throws IOException {
        retire();
        if (channel != null) {
            channel.close();
            HELD_HERE.remove(directory);
        }
    }

    private void takeWhenFree() {
        try {
            do {
                state = attempt();
            } while (!(state instanceof EngineState.Serving)
                    && !closing.await(retry.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private EngineState attempt() {
        try {
            Files.createDirectories(directory);
            if (!lock()) {
                return new EngineState.Standby(holder());
            }
            onTaken.prepare();
            Files.writeString(directory.resolve("holder"), self());
            return new EngineState.Serving(clock.instant());
        } catch (Exception e) {
            LOG.error("The warehouse directory cannot be used; trying again", e);
            return new EngineState.Unavailable("its directory cannot be used.");
        }
    }

    private boolean lock() throws IOException {
        if (channel != null) {
            return true;
        }
        if (!HELD_HERE.add(directory)) {
            return false;
        }
        var candidate =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (candidate.tryLock() == null) {
            candidate.close();
            HELD_HERE.remove(directory);
            return false;
        }
        channel = candidate;
        return true;
    }

    private String holder() throws IOException {
        try {
            return Files.readString(directory.resolve("holder"));
        } catch (NoSuchFileException e) {
            return "another process";
        }
    }

    private String self() throws IOException {
        return "process %d on %s since %s"
                .formatted(
                        ProcessHandle.current().pid(),
                        InetAddress.getLocalHost().getHostName(),
                        clock.instant());
    }

    /** What has to be done once before the first use. */
    @FunctionalInterface
    interface Preparation {
        void prepare() throws Exception;
    }
}
