package dev.hedgerow.managedwarehouse;

import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.engine.WarehouseException;
import dev.hedgerow.managedwarehouse.ManagedWarehouse.Component;
import dev.hedgerow.managedwarehouse.ManagedWarehouse.Progress;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Walks a warehouse to where the last accepted request wants it. Each step finds out for itself what is done already,
 * and each is recorded, so that a walk may break off anywhere and be taken again.
 */
@Service
class Provisioner {

    private static final Logger LOG = LoggerFactory.getLogger(Provisioner.class);

    private final ManagedWarehouses warehouses;
    private final PublishedTables published;
    private final WarehouseServer server;
    private final Warehouse storage;
    private final JdbcClient jdbc;
    private final ManagedWarehouseSettings settings;
    private final Clock clock;

    Provisioner(
            ManagedWarehouses warehouses,
            PublishedTables published,
            WarehouseServer server,
            Warehouse storage,
            JdbcClient jdbc,
            ManagedWarehouseSettings settings,
            Clock clock) {
        this.warehouses = warehouses;
        this.published = published;
        this.server = server;
        this.storage = storage;
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** Nothing, when another request was accepted since. Throws where trying again may help. */
    void work(UUID request) {
        warehouses.findByRequest(request).ifPresent(warehouse -> {
            switch (warehouse.state()) {
                case PENDING, PROVISIONING -> provision(warehouse);
                case DELETING -> remove(warehouse);
                case READY, FAILED, DELETED -> LOG.debug("{}: nothing left to do", warehouse);
            }
        });
    }

    private void provision(ManagedWarehouse warehouse) {
        try {
            for (var component : Component.values()) {
                if (!warehouses.report(warehouse.request(), component, Progress.PROVISIONING)) {
                    return;
                }
                make(component, warehouse);
                warehouses.report(warehouse.request(), component, Progress.READY);
            }
            warehouses.ready(warehouse.request(), clock.instant());
        } catch (ServerFailure failure) {
            endOrRetry(warehouse, failure, failure.mayPass());
        } catch (WarehouseException failure) {
            endOrRetry(warehouse, failure, failure instanceof WarehouseException.Unavailable);
        }
    }

    private void endOrRetry(ManagedWarehouse warehouse, RuntimeException failure, boolean mayPass) {
        var message = String.valueOf(failure.getMessage());
        var deadline = warehouse.requestedAt().plus(settings.managedWarehousePatience());
        if (mayPass && clock.instant().isBefore(deadline)) {
            warehouses.blocked(warehouse.request(), message);
            throw failure;
        }
        LOG.warn("{} cannot be provisioned: {}", warehouse, message);
        warehouses.failed(warehouse.request(), message, clock.instant());
    }

    private void make(Component component, ManagedWarehouse warehouse) {
        switch (component) {
            case S3 -> reachStorage(warehouse.organization());
            case IDENTITY -> administrate(there -> there.createRoles(warehouse));
            case METADATA_STORE -> administrate(there -> there.createDatabase(warehouse));
            case SECRETS -> administrate(there -> there.setPassword(warehouse.owner(), warehouse.passwordVerifier()));
        }
    }

    private void reachStorage(UUID organization) {
        jdbc.sql("SELECT id FROM project WHERE organization_id = :organization")
                .param("organization", organization)
                .query(Long.class)
                .list()
                .forEach(project -> storage.versions(Namespaces.of(project)));
    }

    private void remove(ManagedWarehouse warehouse) {
        try {
            administrate(there -> {
                there.remove(warehouse.databaseName(), warehouse.organization());
                there.removePublisher(warehouse.organization());
            });
        } catch (ServerFailure failure) {
            warehouses.blocked(warehouse.request(), String.valueOf(failure.getMessage()));
            throw failure;
        }
        published.forgetAll(warehouse.organization());
        warehouses.deleted(warehouse.request());
    }

    /** Removes what a failed attempt left under a name that the organization no longer wants. */
    void giveUp(UUID organization, String name) {
        if (warehouses
                .find(organization)
                .filter(present -> present.databaseName().equals(name))
                .isEmpty()) {
            administrate(there -> there.remove(name, organization));
        }
    }

    /** Something to do with an administrator's rights. */
    @FunctionalInterface
    interface Step {
        void by(Administration administration) throws SQLException;
    }

    private void administrate(Step step) {
        server.administrate(connection -> {
            step.by(Administration.changing(connection));
            return true;
        });
    }
}
