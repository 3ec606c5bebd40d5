package dev.hedgerow.engine.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The driver's native library, which it unpacks for each process: 70 MB that a process leaves behind when it is killed.
 */
final class NativeCode {

    private static final Path MAPPED = Path.of("/proc/self/maps");
    private static final String NAME = "/libduckdb_java";

    private NativeCode() {}

    /**
     * Takes the unpacked file out of its directory; Linux keeps what is mapped until the process ends, however it does.
     */
    static void unlink() throws IOException {
        if (Files.notExists(MAPPED)) {
            return;
        }
        for (var line : Files.readAllLines(MAPPED)) {
            if (line.contains(NAME)) {
                Files.deleteIfExists(Path.of(line.substring(line.indexOf('/'))));
            }
        }
    }
}
