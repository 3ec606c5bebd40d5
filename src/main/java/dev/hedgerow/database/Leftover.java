package dev.hedgerow.database;

import dev.hedgerow.server.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a killed predecessor left of its PostgreSQL: a server that still runs, or only the file with its process id. */
record Leftover(Path cluster, PostgresPrograms programs) {

    private static final Logger log = LoggerFactory.getLogger(Leftover.class);

    void clear() throws IOException {
        if (Files.notExists(pidFile(cluster))) return;
        var pid = processId(cluster);
        var program = ProcessHandle.of(pid).flatMap(process -> process.info().command());
        if (program.isEmpty()) {
            log.info("PostgreSQL (process {}) was not stopped cleanly: it recovers now", pid);
        } else if (Path.of(program.get())
                .startsWith(programs.directory().resolveSibling("").toRealPath())) {
            log.info("PostgreSQL (process {}) was left running by the last start: stopping it", pid);
            stop();
        } else {
            // The number is a stranger's by now (containers hand out the same few), and PostgreSQL would yield to it.
            log.info("PostgreSQL was not stopped cleanly, and {} has its process id: it recovers now", program.get());
            Files.delete(pidFile(cluster));
        }
    }

    static long processId(Path cluster) throws IOException {
        return Long.parseLong(Files.readAllLines(pidFile(cluster)).getFirst().strip());
    }

    private static Path pidFile(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    private void stop() throws IOException {
        var stopped = programs.stop(cluster);
        if (!stopped.successful()) {
            throw new StartRefused(
                    "an earlier PostgreSQL on %s does not stop: %s".formatted(cluster, stopped.lastLine()));
        }
    }
}
