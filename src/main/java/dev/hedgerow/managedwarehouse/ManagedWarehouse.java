package dev.hedgerow.managedwarehouse;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The database of an organization, as far as it has come.
 *
 * @param request the last one that was accepted; work done for an earlier one no longer counts
 * @param passwordVerifier by which PostgreSQL tells the right password; the password cannot be had from it
 */
record ManagedWarehouse(
        UUID organization,
        UUID request,
        String databaseName,
        String passwordVerifier,
        State state,
        String statusMessage,
        Map<Component, Progress> components,
        Instant requestedAt,
        @Nullable Instant readyAt,
        @Nullable Instant failedAt) {

    /** The role that owns the database is named like it, so that psql finds the one by the other. */
    String owner() {
        return databaseName;
    }

    @Override
    public String toString() {
        return "managed warehouse %s (%s)".formatted(databaseName, state);
    }

    enum State {
        PENDING,
        PROVISIONING,
        READY,
        FAILED,
        DELETING,
        DELETED;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How far one part is. */
    enum Progress {
        PENDING,
        PROVISIONING,
        READY;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The parts in the order in which they are made, under the names that PostHog's parts have. */
    enum Component {
        /** The storage of the organization's projects, where what is published comes from. */
        S3("s3_state"),
        /** The roles. */
        IDENTITY("identity_state"),
        /** The database. */
        METADATA_STORE("metadata_store_state"),
        /** The password. */
        SECRETS("secrets_state");

        final String column;

        Component(String column) {
            this.column = column;
        }
    }
}
