package dev.hedgerow.managedwarehouse;

import dev.hedgerow.database.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The PostgreSQL server that managed warehouses are created on, and the account that creates them. */
@Component
class WarehouseServer {

    // Said by us it outranks what the owner of a database has set for it: no function of theirs is found by its name.
    private static final String OPTIONS = "-c search_path=pg_catalog -c lock_timeout=30s -c TimeZone=UTC";

    private final PostgresAddress address;

    WarehouseServer(ManagedWarehouseSettings settings, PostgresAddress metadata) {
        this.address = settings.managedWarehouseUrl() == null
                ? metadata
                : PostgresAddress.parse(settings.managedWarehouseUrl());
    }

    /** As a person would type it: an IPv6 address without its brackets. */
    String host() {
        return address.host().replaceAll("[\\[\\]]", "");
    }

    int port() {
        return address.port();
    }

    /** Something to do on a connection, which may fail like anything with JDBC. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Works with the rights of the administrator, in the administrator's own database.
     *
     * @throws ServerFailure when the server is away or will not
     */
    <T> T administrate(Work<T> work) {
        try (var connection = connect(address)) {
            return work.on(connection);
        } catch (SQLException failure) {
            throw ServerFailure.of(failure);
        }
    }

    /** A way into one of the warehouses with the rights of {@code user} and no more. */
    Connection enter(String database, String user, String password) throws SQLException {
        return connect(
                new PostgresAddress(address.host(), address.port(), database, user, password, address.parameters()));
    }

    private static Connection connect(PostgresAddress to) throws SQLException {
        var parameters = new TreeMap<>(to.parameters());
        parameters.merge("options", OPTIONS, (theirs, ours) -> theirs + " " + ours);
        parameters.putIfAbsent("connectTimeout", "5");
        parameters.putIfAbsent("socketTimeout", "300");
        parameters.put("ApplicationName", "hedgerow");
        var address = new PostgresAddress(to.host(), to.port(), to.database(), to.user(), to.password(), parameters);
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }
}
