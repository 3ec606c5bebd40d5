package dev.hedgerow.managedwarehouse;

import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.Teams;
import dev.hedgerow.engine.WarehouseException;
import dev.hedgerow.managedwarehouse.ManagedWarehouse.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Brings what a project's runs have made into the organization's database. */
@Service
class Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final Duration SHORTEST_ROUND = Duration.ofSeconds(1);

    private final ManagedWarehouses warehouses;
    private final Backfills backfills;
    private final PublishedTables published;
    private final PublishingPlan plan;
    private final WarehouseServer server;
    private final Teams teams;
    private final PublishedRows rows;
    private final JsonMapper json;
    private final Duration round;
    private final Clock clock;

    Publisher(
            ManagedWarehouses warehouses,
            Backfills backfills,
            PublishedTables published,
            PublishingPlan plan,
            WarehouseServer server,
            Teams teams,
            PublishedRows rows,
            JsonMapper json,
            ManagedWarehouseSettings settings,
            Clock clock) {
        this.warehouses = warehouses;
        this.backfills = backfills;
        this.published = published;
        this.plan = plan;
        this.server = server;
        this.teams = teams;
        this.rows = rows;
        this.json = json;
        this.round = settings.managedWarehouseRound();
        this.clock = clock;
    }

    /** One round, and after how long there is another one, if ever. */
    Optional<Duration> publish(UUID organization, long teamId) {
        var warehouse = warehouses.find(organization);
        var project = teams.find(teamId)
                .flatMap(team -> backfills.of(team).map(backfill -> new Project(team, backfill.tableSuffix())));
        warehouse
                .filter(present -> present.state() == State.READY)
                .ifPresent(ready -> project.ifPresentOrElse(present -> publish(ready, present), () -> clear(ready)));
        return warehouse.flatMap(present -> project.map(one -> pause(present, one)));
    }

    /**
     * Short where there is something to do that this round could not: the warehouse was not ready yet, or a table has
     * changed since, which does not bring forward a round under way.
     */
    private Duration pause(ManagedWarehouse warehouse, Project project) {
        var more = switch (warehouse.state()) {
            case PENDING, PROVISIONING -> true;
            case READY -> !plan.of(project.team(), clock.instant()).isNone();
            case FAILED, DELETING, DELETED -> false;
        };
        return more && round.compareTo(SHORTEST_ROUND) > 0 ? SHORTEST_ROUND : round;
    }

    private void publish(ManagedWarehouse warehouse, Project project) {
        var work = plan.of(project.team(), clock.instant());
        if (work.isNone()) {
            return;
        }
        try (var connection = enter(warehouse)) {
            publish(new PublishedSchema(connection, project.suffix(), warehouse.owner(), json), project, work);
        } catch (SQLException failure) {
            throw failed(project, work, ServerFailure.of(failure));
        } catch (ServerFailure failure) {
            throw failed(project, work, failure);
        }
    }

    private void publish(PublishedSchema schema, Project project, PublishingPlan.Work work) throws SQLException {
        schema.create();
        for (var gone : work.gone()) {
            if (gone.name() != null) {
                schema.drop(gone.name());
            }
            published.forget(project.team().id(), gone.source());
        }
        for (var source : work.due()) {
            for (var due : plan.read(project.team(), project.suffix(), source)) {
                publish(schema, project.team(), due);
            }
        }
    }

    /** It is said of every table that had to wait. */
    private ServerFailure failed(Project project, PublishingPlan.Work work, ServerFailure failure) {
        var team = project.team().id();
        for (var source : work.due()) {
            published.mention(team, source);
            published.failed(team, source, String.valueOf(failure.getMessage()), clock.instant());
        }
        return failure;
    }

    /** Removes what was published of projects that are gone. */
    private void clear(ManagedWarehouse warehouse) {
        var kept = backfills.of(warehouse.organization()).stream()
                .map(Backfill::tableSuffix)
                .toList();
        try (var connection = enter(warehouse)) {
            PublishedSchema.dropAllBut(kept, connection);
        } catch (SQLException failure) {
            throw ServerFailure.of(failure);
        }
    }

    /** A project and the name its tables are published by. */
    private record Project(Team team, String suffix) {}

    /** With a password of this moment, under the administrator's lock so that no other round gives it another first. */
    private Connection enter(ManagedWarehouse warehouse) {
        var publisher = Administration.publisherOf(warehouse.organization());
        var password = Password.random();
        return server.administrate(connection -> {
            var administration = Administration.changing(connection);
            administration.admitPublisher(warehouse, password.verifier());
            try {
                return server.enter(warehouse.databaseName(), publisher, password.text());
            } finally {
                administration.shutOut(publisher);
            }
        });
    }

    private void publish(PublishedSchema schema, Team team, Due due) {
        var now = clock.instant();
        if (!published.claim(team.id(), due.source(), due.name())) {
            published.failed(team.id(), due.source(), "Another table is called %s there.".formatted(due.name()), now);
            return;
        }
        try {
            published.published(team.id(), due.source(), rows.write(schema, team, due), now);
        } catch (WarehouseException.TableMissing replaced) {
            LOG.debug("{} of {} was replaced while it was read: it is due again", due.source(), team);
        } catch (WarehouseException failure) {
            published.failed(team.id(), due.source(), String.valueOf(failure.getMessage()), now);
        } catch (SQLException failure) {
            var reason = String.valueOf(ServerFailure.of(failure).getMessage());
            LOG.warn("{} of {} could not be published: {}", due.source(), team, reason);
            published.failed(team.id(), due.source(), reason, now);
        }
    }
}
