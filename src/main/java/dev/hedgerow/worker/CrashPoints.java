package dev.hedgerow.worker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Places where a test can let the process die as if its power was cut; elsewhere they do nothing. */
@Component
public class CrashPoints {

    private static final Logger LOG = LoggerFactory.getLogger(CrashPoints.class);
    private static final int KILLED = 137;

    private final String chosen;

    CrashPoints(Environment environment) {
        chosen = environment.getProperty("hedgerow.test.crash-point", "");
    }

    /** Ends the process here if this is the point that was chosen. */
    public void reach(String point) {
        if (chosen.equals(point)) {
            LOG.warn("Dying {}, as told", point);
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
