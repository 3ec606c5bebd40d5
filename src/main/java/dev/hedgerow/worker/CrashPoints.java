package dev.hedgerow.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Places where a test can let the process die as if its power was cut; elsewhere they do nothing. */
@Component
public class CrashPoints {

    private static final Logger LOG = LoggerFactory.getLogger(CrashPoints.class);
    private static final int KILLED = 137;

    private final @Nullable Path chosen;

    CrashPoints(Environment environment) {
        var file = environment.getProperty("hedgerow.test.crash-point-file");
        chosen = file == null ? null : Path.of(file);
    }

    /** Ends the process here if this is the point that is written in the file that a test has named. */
    public void reach(String point) {
        if (chosen != null && point.equals(read(chosen))) {
            LOG.warn("Dying {}, as told", point);
            Runtime.getRuntime().halt(KILLED);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
