package dev.hedgerow.modelingjob;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;
import java.util.Arrays;

/** What has become of a run. */
public enum JobStatus {
    RUNNING("Running"),
    COMPLETED("Completed"),
    FAILED("Failed"),
    CANCELLED("Cancelled"),
    SKIPPED("Skipped");

    @JsonValue
    @EnumeratedValue
    final String wire;

    JobStatus(String wire) {
        this.wire = wire;
    }

    static JobStatus of(String wire) {
        return Arrays.stream(values())
                .filter(status -> status.wire.equals(wire))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return wire;
    }
}
