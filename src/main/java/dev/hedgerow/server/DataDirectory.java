package dev.hedgerow.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one directory on disk that is ours: private to its owner, and held by one process at a time. */
public final class DataDirectory implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Waits for a directory that another process holds, and returns holding its lock. */
    interface Standby {
        void await(Path directory, String holder, FileChannel lock);
    }

    /** Takes the directory, or refuses when another process has it. */
    public static DataDirectory open(Path directory) {
        return open(directory, (path, holder, _) -> {
            throw new StartRefused("%s is in use by %s".formatted(path, holder));
        });
    }

    static DataDirectory open(Path directory, Standby standby) {
        var path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path, asFileAttribute(fromString("rwx------")));
            var lock = FileChannel.open(
                    path.resolve("hedgerow.lock"),
                    Set.of(CREATE, READ, WRITE),
                    asFileAttribute(fromString("rw-------")));
            try {
                hold(path, lock, standby);
            } catch (IOException | RuntimeException refused) {
                lock.close();
                throw refused;
            }
            return new DataDirectory(path, lock);
        } catch (IOException unusable) {
            throw new StartRefused("HEDGEROW_DATA_DIR: %s cannot be used (%s)".formatted(path, unusable), unusable);
        }
    }

    private static void hold(Path path, FileChannel lock, Standby standby) throws IOException {
        if (tryLock(path, lock) == null) {
            standby.await(path, holder(lock), lock);
        } else if (lock.size() > 0) {
            log.info("{} was last held by {}, which did not stop cleanly: taking it over", path, holder(lock));
        }
        lock.truncate(0);
        lock.write(
                ByteBuffer.wrap(ManagementFactory.getRuntimeMXBean().getName().getBytes(UTF_8)), 0);
    }

    private static @Nullable FileLock tryLock(Path path, FileChannel lock) throws IOException {
        try {
            return lock.tryLock();
        } catch (OverlappingFileLockException ours) {
            throw new StartRefused(path + " is already open in this very process", ours);
        }
    }

    private static String holder(FileChannel lock) throws IOException {
        var name = ByteBuffer.allocate(256);
        lock.read(name, 0);
        var pidAtHost = UTF_8.decode(name.flip()).toString();
        return pidAtHost.isEmpty() ? "another process" : "process " + pidAtHost.replaceFirst("@", " on ");
    }

    public Path path() {
        return path;
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** What the file of this name holds; at the first call, that is what is generated here. */
    public String secret(String name, Supplier<String> generated) {
        var file = path.resolve(name);
        try {
            if (Files.notExists(file)) write(file, generated.get());
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Lets the file of this name hold {@code secret} from now on. */
    public void replaceSecret(String name, String secret) {
        try {
            write(path.resolve(name), secret);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Writes the whole file or none of it: a crash between the two must not leave an empty secret. */
    private static void write(Path file, String secret) throws IOException {
        Files.createDirectories(file.getParent(), asFileAttribute(fromString("rwx------")));
        var draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.deleteIfExists(draft);
        try (var channel =
                FileChannel.open(draft, Set.of(CREATE_NEW, WRITE), asFileAttribute(fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap((secret + "\n").getBytes(UTF_8)));
            channel.force(true);
        }
        Files.move(draft, file, ATOMIC_MOVE);
    }

    @Override
    public void close() {
        try (lock) {
            lock.truncate(0);
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }
}
