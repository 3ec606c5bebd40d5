package dev.hedgerow.syncjob;

import dev.hedgerow.auth.Team;
import dev.hedgerow.connector.ChangeCapture;
import dev.hedgerow.connector.Redaction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What is needed to follow the changes of a source.
 *
 * @param kind of connector, such as {@code Postgres}
 * @param settings of the connection, secrets and all
 * @param secrets what must not be in any text that leaves this server
 * @param names of what is made at the source
 * @param tables that are followed, or will be once they have been read
 */
public record Capture(
        Team team,
        UUID source,
        String kind,
        Map<String, ?> settings,
        Set<String> secrets,
        ChangeCapture.Settings names,
        Limits limits,
        List<Sync> tables) {

    /**
     * How much of its log the source may have to keep for us, in bytes.
     *
     * @param warning when to say so
     * @param critical when to give up, for the sake of the source's disk
     * @param givesUp whether to do that at all
     */
    public record Limits(long warning, long critical, boolean givesUp) {}

    /** The text without the secrets that somebody put into it. */
    public String redacted(String text) {
        return Redaction.of(text, secrets);
    }

    /** Whether a stream that was opened for the one serves the other. */
    boolean reachesTheSame(Capture other) {
        return settings.equals(other.settings) && names.equals(other.names);
    }

    @Override
    public String toString() {
        return "Capture[%s %s, %d tables]".formatted(kind, source, tables.size());
    }
}
