package dev.hedgerow.database;

import static java.util.Objects.requireNonNullElse;

import java.net.URI;
import java.util.Map;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** A {@link PostgresAddress} as Spring Boot takes it. */
record AddressConnectionDetails(PostgresAddress address) implements JdbcConnectionDetails {

    /** The way back, for details that a test's container brought. */
    static PostgresAddress addressOf(JdbcConnectionDetails details) {
        if (details instanceof AddressConnectionDetails(PostgresAddress address)) return address;
        var url = URI.create(details.getJdbcUrl().substring("jdbc:".length()));
        return new PostgresAddress(
                url.getHost(),
                url.getPort(),
                url.getPath().substring(1),
                requireNonNullElse(details.getUsername(), ""),
                requireNonNullElse(details.getPassword(), ""),
                Map.of());
    }

    @Override
    public String getJdbcUrl() {
        return address.jdbcUrl();
    }

    @Override
    public String getUsername() {
        return address.user();
    }

    @Override
    public String getPassword() {
        return address.password();
    }
}
