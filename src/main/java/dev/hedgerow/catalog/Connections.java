package dev.hedgerow.catalog;

import dev.hedgerow.auth.Team;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.hogql.Scan;
import dev.hedgerow.hogql.Schema;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Sources whose tables a query can read where they are. Whoever knows sources implements it. */
public interface Connections {

    /** Empty where the project has no such source, or none that may be asked. */
    Optional<Connection> find(Team team, UUID id);

    /** One source, as it was described last. */
    interface Connection {

        Schema schema();

        /**
         * Begins to read what a scan asks for, and perhaps more; the source gives up after {@code timeout}. What it, or
         * pulling its rows, throws is for the client.
         */
        Fetched fetch(Scan scan, Duration timeout);
    }

    /** Rows on their way. Any thread may close, which makes whoever waits for them fail. */
    interface Fetched extends AutoCloseable {

        RowSource rows();

        @Override
        void close();
    }
}
