package dev.hedgerow.database;

import dev.hedgerow.server.ReadinessCheck;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Asks through the pool, because that is the way requests go. */
record DatabaseReadiness(DataSource database) implements ReadinessCheck {

    private static final int SECONDS = 2;

    @Override
    public String name() {
        return "database";
    }

    @Override
    public Optional<String> missing() {
        try (var connection = database.getConnection()) {
            return connection.isValid(SECONDS) ? Optional.empty() : Optional.of("the connection is broken");
        } catch (SQLException _) {
            return Optional.of("no connection");
        }
    }
}
