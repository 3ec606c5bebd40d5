package dev.hedgerow.connector;

import java.util.List;
import java.util.Optional;

/**
 * A source with settings that make sense. Each call connects anew and leaves nothing open, but for what it returns to
 * be closed. Every method may throw a {@link ConnectorException}.
 */
public interface RemoteSource {

    /** What counts towards the load of one server: workers are limited by it. No secret is in it. */
    String server();

    /** Whether someone with these settings is let in. */
    void test();

    /**
     * The key of whoever answers as the host of an SSH tunnel, for {@code host_key} of its settings; empty when those
     * have one, or there is no tunnel. No credentials are sent.
     */
    default Optional<String> tunnelKey() {
        return Optional.empty();
    }

    /** All tables that can be read, by schema and name, with their columns in order. */
    List<SourceTable> discover();

    /** Begins to read; the rows are those of one moment, however long it takes. */
    TableReader read(TableRead read);

    /** Changes as they happen, where the kind and these settings have them. */
    default Optional<ChangeCapture> changes() {
        return Optional.empty();
    }
}
