package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.WarehouseException.Busy;
import dev.hedgerow.engine.WarehouseException.Internal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The open databases, which share the memory equally. Opens on demand; closes the least recently used that nobody uses.
 */
final class Databases implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Databases.class);

    private final Path directory;
    private final DuckDbProperties properties;
    private final Map<Namespace, Slot> slots = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong uses = new AtomicLong();

    Databases(Path directory, DuckDbProperties properties) {
        this.directory = directory;
        this.properties = properties;
    }

    /** Makes room for spilling, and throws away what an earlier holder had spilled when it was killed. */
    void clearSpill() throws IOException {
        FileSystemUtils.deleteRecursively(spill());
        Files.createDirectories(spill());
    }

    Lease borrow(Namespace namespace) {
        var slot = slots.computeIfAbsent(namespace, Slot::new);
        slot.take();
        return new Lease(slot);
    }

    int openCount() {
        return open.get();
    }

    void delete(Namespace namespace) {
        slots.computeIfAbsent(namespace, Slot::new).delete();
    }

    @Override
    public void close() {
        slots.values().forEach(Slot::closeIfIdle);
    }

    private void closeSurplus() {
        var idle = slots.values().stream()
                .filter(Slot::isIdle)
                .sorted(Comparator.comparingLong(slot -> slot.lastUse))
                .iterator();
        while (open.get() > properties.keptOpen() && idle.hasNext()) {
            idle.next().closeIfIdle();
        }
    }

    private long share() {
        return properties.memoryBytes() / Math.max(1, open.get());
    }

    private void shareMemory() {
        var share = share();
        slots.values().forEach(slot -> slot.limitMemory(share));
    }

    private Path spill() {
        return directory.resolve("spill");
    }

    /** A database in use; it stays open until this is closed. */
    final class Lease implements AutoCloseable {

        private final Slot slot;

        private Lease(Slot slot) {
            this.slot = slot;
        }

        Database database() {
            return slot.database();
        }

        @Override
        public void close() {
            slot.giveBack();
            closeSurplus();
        }
    }

    private final class Slot {

        private final Namespace namespace;
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Database database;
        private int users;
        private volatile long lastUse;

        private Slot(Namespace namespace) {
            this.namespace = namespace;
        }

        private void take() {
            boolean opened;
            lock.lock();
            try {
                opened = database == null;
                if (opened) {
                    database = open();
                }
                users++;
                lastUse = uses.incrementAndGet();
            } finally {
                lock.unlock();
            }
            if (opened) {
                shareMemory();
            }
        }

        private Database open() {
            open.incrementAndGet();
            try {
                return Database.open(file(), spill().resolve(namespace.name()), properties, share());
            } catch (SQLException e) {
                open.decrementAndGet();
                LOG.error("The warehouse of {} cannot be opened", namespace, e);
                throw Failures.of(e, namespace);
            } catch (IOException e) {
                open.decrementAndGet();
                throw new Internal(e);
            }
        }

        private Database database() {
            lock.lock();
            try {
                if (database == null) {
                    throw new IllegalStateException("Not open: " + namespace);
                }
                return database;
            } finally {
                lock.unlock();
            }
        }

        private void giveBack() {
            lock.lock();
            try {
                users--;
                if (users == 0 && database != null && database.isBroken()) {
                    closeNow();
                }
            } finally {
                lock.unlock();
            }
        }

        private boolean isIdle() {
            lock.lock();
            try {
                return users == 0 && database != null;
            } finally {
                lock.unlock();
            }
        }

        private void closeIfIdle() {
            lock.lock();
            try {
                if (users == 0) {
                    closeNow();
                }
            } finally {
                lock.unlock();
            }
        }

        private void delete() {
            lock.lock();
            try {
                if (users > 0) {
                    throw new Busy();
                }
                closeNow();
                for (var file : files()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new Internal(e);
            } finally {
                lock.unlock();
            }
        }

        private void closeNow() {
            var closing = database;
            if (closing != null) {
                database = null;
                open.decrementAndGet();
                try {
                    closing.close();
                } catch (SQLException e) {
                    LOG.warn(
                            "The warehouse of {} did not close cleanly; its log is read at the next opening",
                            namespace,
                            e);
                }
            }
        }

        private void limitMemory(long share) {
            lock.lock();
            try {
                if (database != null) {
                    database.limitMemory(share);
                }
            } catch (SQLException e) {
                // It uses more than that right now; the next opening or closing asks again.
                LOG.debug("The warehouse of {} keeps its memory", namespace, e);
            } finally {
                lock.unlock();
            }
        }

        private List<Path> files() {
            var files = new ArrayList<Path>();
            files.add(file());
            files.add(file().resolveSibling(file().getFileName() + ".wal"));
            return files;
        }

        private Path file() {
            return directory.resolve(namespace.name() + ".duckdb");
        }
    }
}
