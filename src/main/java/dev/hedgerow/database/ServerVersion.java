package dev.hedgerow.database;

import dev.hedgerow.server.StartRefused;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Refuses to start on a server that cannot be reached, or is too old for our SQL. */
final class ServerVersion {

    private static final int OLDEST = 15;

    private ServerVersion() {}

    static void check(DataSource database) {
        try (var connection = database.getConnection()) {
            var server = connection.getMetaData();
            if (server.getDatabaseMajorVersion() < OLDEST) {
                throw new StartRefused("DATABASE_URL names a PostgreSQL %s; %d or later is needed"
                        .formatted(server.getDatabaseProductVersion(), OLDEST));
            }
        } catch (SQLException unreachable) {
            throw new StartRefused("the metadata database cannot be reached: " + rootMessage(unreachable), unreachable);
        }
    }

    /** The pool's own message only says how long it waited. */
    private static String rootMessage(Throwable failure) {
        var cause = failure.getCause();
        return cause instanceof SQLException ? rootMessage(cause) : String.valueOf(failure.getMessage());
    }
}
