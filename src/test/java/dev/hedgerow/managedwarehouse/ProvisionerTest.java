package dev.hedgerow.managedwarehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.managedwarehouse.ManagedWarehouse.Component;
import dev.hedgerow.managedwarehouse.ManagedWarehouse.Progress;
import dev.hedgerow.managedwarehouse.ManagedWarehouse.State;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Walks that are broken off, as by a crash, and taken again. No task is scheduled here: the tests walk themselves. */
@ServerTest
class ProvisionerTest {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Autowired
    Tenants tenants;

    @Autowired
    ManagedWarehouses warehouses;

    @Autowired
    WarehouseServer server;

    @Autowired
    Provisioner provisioner;

    final String name = Warehouses.newName();
    final UUID request = UUID.randomUUID();
    final Password password = Password.random();
    UUID organization;

    @BeforeEach
    void accept() {
        organization = tenants.create().organization();
        warehouses.begin(organization, request, name, password.verifier(), NOW);
    }

    @AfterEach
    void clean() {
        server.administrate(connection -> {
            var there = Administration.changing(connection);
            there.remove(name, organization);
            there.removePublisher(organization);
            return true;
        });
    }

    /** @param last the step that was done, and not recorded */
    @ParameterizedTest
    @EnumSource
    void aWalkThatBrokeOffIsTakenUpAgain(Component last) {
        for (var component : Component.values()) {
            if (component.compareTo(last) <= 0) {
                warehouses.report(request, component, Progress.PROVISIONING);
                make(component);
            }
        }

        provisioner.work(request);

        assertThat(stateOf(request)).isEqualTo(State.READY);
        assertThat(canLogIn()).isTrue();
    }

    @Test
    void aDatabaseThatWasNotYetClosedToOthersIsClosed() {
        warehouses.report(request, Component.METADATA_STORE, Progress.PROVISIONING);
        make(Component.IDENTITY);
        server.administrate(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute("CREATE DATABASE \"%1$s\" OWNER \"%1$s\"".formatted(name));
            }
        });

        provisioner.work(request);

        assertThat(stateOf(request)).isEqualTo(State.READY);
        assertThat(everybodyMayConnect()).isFalse();
    }

    @Test
    void workForAnEarlierRequestChangesNothing() {
        warehouses.report(request, Component.S3, Progress.PROVISIONING);
        var later = UUID.randomUUID();
        warehouses.beginDeleting(organization, later, NOW);

        provisioner.work(request);
        assertThat(stateOf(later)).isEqualTo(State.DELETING);

        provisioner.work(later);
        provisioner.work(later);
        assertThat(stateOf(later)).isEqualTo(State.DELETED);
    }

    @Test
    void whatSomebodyElseMadeUnderTheNameIsNeitherUsedNorRemoved() {
        server.administrate(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute("CREATE DATABASE \"%s\"".formatted(name));
            }
        });

        provisioner.work(request);
        assertThat(stateOf(request)).isEqualTo(State.FAILED);

        var deletion = UUID.randomUUID();
        warehouses.beginDeleting(organization, deletion, NOW);
        provisioner.work(deletion);
        assertThat(stateOf(deletion)).isEqualTo(State.DELETED);
        server.administrate(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute("DROP DATABASE \"%s\"".formatted(name)); // fails where it is gone
            }
        });
    }

    private void make(Component component) {
        var warehouse = warehouses.findByRequest(request).orElseThrow();
        server.administrate(connection -> {
            var there = Administration.changing(connection);
            switch (component) {
                case S3 -> {}
                case IDENTITY -> there.createRoles(warehouse);
                case METADATA_STORE -> there.createDatabase(warehouse);
                case SECRETS -> there.setPassword(name, password.verifier());
            }
            return true;
        });
    }

    private State stateOf(UUID wanted) {
        return warehouses.findByRequest(wanted).orElseThrow().state();
    }

    private boolean canLogIn() {
        try (var connection = server.enter(name, name, password.text())) {
            return connection.isValid(1);
        } catch (SQLException refused) {
            return false;
        }
    }

    private boolean everybodyMayConnect() {
        return server.administrate(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "SELECT has_database_privilege('public', '%s', 'CONNECT')".formatted(name))) {
                rows.next();
                return rows.getBoolean(1);
            }
        });
    }
}
