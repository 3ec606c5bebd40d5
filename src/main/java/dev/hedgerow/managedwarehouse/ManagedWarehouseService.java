package dev.hedgerow.managedwarehouse;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.managedwarehouse.ManagedWarehouse.State;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** What an organization may do with its warehouse; the work itself is the {@link Provisioner}'s. */
@Service
class ManagedWarehouseService {

    private final ManagedWarehouses warehouses;
    private final Backfills backfills;
    private final PublishingPlan plan;
    private final PublishingRounds rounds;
    private final WarehouseServer server;
    private final SchedulerClient scheduler;
    private final TransactionOperations transactions;
    private final ManagedWarehouseSettings settings;
    private final Clock clock;

    ManagedWarehouseService(
            ManagedWarehouses warehouses,
            Backfills backfills,
            PublishingPlan plan,
            PublishingRounds rounds,
            WarehouseServer server,
            SchedulerClient scheduler,
            TransactionOperations transactions,
            ManagedWarehouseSettings settings,
            Clock clock) {
        this.warehouses = warehouses;
        this.backfills = backfills;
        this.plan = plan;
        this.rounds = rounds;
        this.server = server;
        this.scheduler = scheduler;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether nobody holds the name, neither an organization nor somebody else on the server. */
    boolean isAvailable(Team team, @Nullable String text) {
        var name = Names.database(text);
        requireEnabled();
        return !warehouses.isNameHeld(name) && !isTakenOnServer(name, team.organizationId());
    }

    /** Accepts the wish; the password is told here and never again. */
    Login provision(Team team, Caller caller, ProvisionRequest request, boolean suffixRequired) {
        requireAdmin(team, caller, "provision the managed warehouse");
        var name = Names.database(request.databaseName());
        var suffix = suffixRequired || request.suffix().isPresent()
                ? Optional.of(Names.tableSuffix(request.suffix().orElse(null)))
                : Optional.<String>empty();
        requireEnabled();
        var present = warehouses.find(team.organizationId());
        present.ifPresent(ManagedWarehouseService::requireReplaceable);
        if (isTakenOnServer(name, team.organizationId())) {
            throw Refusal.nameTaken(name);
        }
        var password = Password.random();
        try {
            transactions.executeWithoutResult(_ -> begin(team, name, password));
        } catch (DuplicateKeyException held) {
            throw Refusal.nameTaken(name);
        }
        // Apart from the above: a name that another project has is no reason to have no warehouse.
        suffix.flatMap(wanted -> backfills.begin(team, wanted)).ifPresent(rounds::begin);
        return new Login(name, password.text());
    }

    private void begin(Team team, String name, Password password) {
        var organization = team.organizationId();
        var before = warehouses.lock(organization);
        var request = UUID.randomUUID();
        if (!warehouses.begin(organization, request, name, password.verifier(), clock.instant())) {
            throw alreadyThere();
        }
        before.filter(failed -> !failed.databaseName().equals(name))
                .ifPresent(failed -> scheduler.scheduleIfNotExists(
                        WarehouseTasks.giveUp(organization, failed.databaseName()), clock.instant()));
        scheduler.scheduleIfNotExists(WarehouseTasks.walk(request), clock.instant());
        backfills.of(organization).forEach(rounds::begin);
    }

    void deprovision(Team team, Caller caller) {
        requireAdmin(team, caller, "deprovision the managed warehouse");
        requireEnabled();
        transactions.executeWithoutResult(_ -> {
            var request = UUID.randomUUID();
            if (!warehouses.beginDeleting(team.organizationId(), request, clock.instant())) {
                throw warehouses.find(team.organizationId()).isEmpty()
                        ? Refusal.noWarehouse()
                        : Refusal.conflict("warehouse must be in ready, failed, or provisioning state to deprovision");
            }
            scheduler.scheduleIfNotExists(WarehouseTasks.walk(request), clock.instant());
        });
    }

    /** Another password, valid at once; the one before it no longer is. */
    Login resetPassword(Team team, Caller caller) {
        requireAdmin(team, caller, "reset the root password for the managed warehouse");
        requireEnabled();
        var warehouse = get(team);
        var password = Password.random();
        if (!warehouses.replaceVerifier(team.organizationId(), password.verifier())) {
            throw Refusal.conflict("warehouse must be in ready state to reset password");
        }
        try {
            server.administrate(connection -> {
                Administration.changing(connection).setPassword(warehouse.owner(), password.verifier());
                return true;
            });
        } catch (ServerFailure failure) {
            throw Refusal.serverFailed(failure);
        }
        return new Login(warehouse.owner(), password.text());
    }

    StatusResponse status(Team team) {
        requireEnabled();
        var warehouse = get(team);
        var backfill = backfills.of(team);
        var publishing = backfill.filter(_ -> warehouse.state() == State.READY)
                .map(_ -> plan.standing(team, warehouse, clock.instant()));
        return StatusResponse.of(team, warehouse, server, backfill, publishing);
    }

    Backfill enableBackfill(Team team, Caller caller, BackfillRequest request) {
        requireAdmin(team, caller, "enable the managed warehouse backfill");
        var suffix = Names.tableSuffix(request.suffix());
        requireEnabled();
        if (warehouses
                .find(team.organizationId())
                .filter(ManagedWarehouseService::isStanding)
                .isEmpty()) {
            throw Refusal.invalid("No managed warehouse is provisioned for this organization. Provision one first.");
        }
        var backfill = backfills
                .begin(team, suffix)
                .orElseThrow(() -> Refusal.invalid(
                        "The table name '%s' is already used by another environment in this organization."
                                .formatted(suffix)));
        if (!backfill.tableSuffix().equals(suffix)) {
            throw Refusal.invalid("This project already writes to events_%s.".formatted(backfill.tableSuffix()));
        }
        rounds.begin(backfill);
        return backfill;
    }

    /** Forgets the warehouse that was, and with it lets go of its name. */
    void deleteOrganization(Team team, Caller caller) {
        requireAdmin(team, caller, "delete the managed warehouse organization");
        requireEnabled();
        if (!warehouses.forget(team.organizationId())) {
            var present = warehouses.find(team.organizationId()).orElseThrow(Refusal::noOrganization);
            throw Refusal.conflict("warehouse still exists in state %s; deprovision it first"
                    .formatted(present.state().wire()));
        }
    }

    private ManagedWarehouse get(Team team) {
        return warehouses.find(team.organizationId()).orElseThrow(Refusal::noWarehouse);
    }

    private boolean isTakenOnServer(String name, UUID organization) {
        try {
            return server.administrate(
                    connection -> Administration.looking(connection).isTaken(name, organization));
        } catch (ServerFailure failure) {
            throw Refusal.serverFailed(failure);
        }
    }

    private static void requireReplaceable(ManagedWarehouse present) {
        if (present.state() != State.FAILED && present.state() != State.DELETED) {
            throw alreadyThere();
        }
    }

    private static boolean isStanding(ManagedWarehouse warehouse) {
        return warehouse.state() != State.DELETING && warehouse.state() != State.DELETED;
    }

    private static Refusal alreadyThere() {
        return Refusal.conflict("warehouse already exists in non-terminal state");
    }

    private static void requireAdmin(Team team, Caller caller, String action) {
        if (!caller.isAdminOf(team.organizationId())) {
            throw Refusal.adminsOnly(action);
        }
    }

    private void requireEnabled() {
        if (!settings.managedWarehouseEnabled()) {
            throw Refusal.notEnabled();
        }
    }
}
