package dev.hedgerow.capture;

import dev.hedgerow.auth.Team;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.engine.WarehouseException;
import dev.hedgerow.engine.WarehouseException.OutOfMemory;
import dev.hedgerow.engine.WarehouseException.QueryFailed;
import dev.hedgerow.engine.WarehouseException.QueryRefused;
import dev.hedgerow.engine.WarehouseException.TableMissing;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the head of a project's queue to the warehouse. First it is worked out who and what changes, then the warehouse
 * is told, then PostgreSQL, together with the end of the wait: before that nothing has happened as far as the next
 * attempt can see, so it works out and tells the same.
 */
final class BatchLoader {

    private static final Logger LOG = LoggerFactory.getLogger(BatchLoader.class);
    private static final int MAX_EVENTS = 10_000;
    private static final long MAX_BYTES = 32L * 1024 * 1024;

    private final LoadingTurn turn;
    private final Warehouse warehouse;
    private final CaptureTables tables;
    private final Queue queue;
    private final PersonStore persons;
    private final GroupStore groups;
    private final JsonMapper json;
    private final Clock clock;
    private final Cancellation cancellation;

    BatchLoader(
            LoadingTurn turn,
            Warehouse warehouse,
            CaptureTables tables,
            JsonMapper json,
            Clock clock,
            Cancellation cancellation) {
        this.turn = turn;
        this.warehouse = warehouse;
        this.tables = tables;
        this.json = json;
        this.clock = clock;
        this.cancellation = cancellation;
        queue = new Queue(turn.jdbc());
        persons = new PersonStore(turn.jdbc(), json);
        groups = new GroupStore(turn.jdbc(), json);
    }

    /** Loads what is at the head of the project's queue, and says how many events it was. */
    int loadHead(Team team) {
        var events = queue.head(team, MAX_EVENTS, MAX_BYTES);
        if (!events.isEmpty()) {
            tables.ensure(team);
            load(team, events);
        }
        return events.size();
    }

    private void load(Team team, List<QueuedEvent> events) {
        try {
            var batch = prepare(team, events);
            batch.mergeInto(warehouse, cancellation);
            tables.changed(team);
            complete(batch, events);
        } catch (TableMissing e) {
            tables.forget(team);
            throw e;
        } catch (RuntimeException e) {
            if (!mayBeTheirFault(e, events)) {
                throw e;
            }
            isolate(team, events, e);
        }
    }

    Batch prepare(Team team, List<QueuedEvent> events) {
        var properties = events.stream()
                .map(event -> json.readValue(event.properties(), ObjectNode.class))
                .toList();
        var attribution = new Attribution(team.id(), people(team, events, properties), groups(team, properties));
        var attributed = new ArrayList<AttributedEvent>(events.size());
        for (int i = 0; i < events.size(); i++) {
            attributed.add(attribution.attribute(events.get(i), properties.get(i)));
        }
        return new Batch(team, attributed, attribution.people(), attribution.groups());
    }

    void complete(Batch batch, List<QueuedEvent> events) {
        turn.transactions().executeWithoutResult(_ -> {
            persons.save(batch.team().id(), batch.people());
            groups.save(batch.team().id(), batch.groups());
            queue.remove(events);
        });
    }

    private People people(Team team, List<QueuedEvent> events, List<ObjectNode> properties) {
        var mentioned = new HashSet<String>();
        var merging = new HashSet<String>();
        for (int i = 0; i < events.size(); i++) {
            mentioned.add(events.get(i).distinctId());
            MergeRequest.of(events.get(i), properties.get(i)).ifPresent(request -> {
                merging.add(request.from());
                merging.add(request.into());
            });
        }
        return persons.load(team.id(), mentioned, merging);
    }

    private Groups groups(Team team, List<ObjectNode> properties) {
        var keys = new HashSet<String>();
        for (var named : properties) {
            Groups.keyOf(named).ifPresent(keys::add);
        }
        return groups.load(team.id(), keys);
    }

    /** One bad event must not hold up the others: halves are tried until it is alone, and then it is set aside. */
    private void isolate(Team team, List<QueuedEvent> events, RuntimeException failure) {
        if (events.size() == 1) {
            var event = events.getFirst();
            LOG.error("Event {} of {} cannot be loaded and is set aside", event.uuid(), team, failure);
            queue.setAside(event, String.valueOf(failure.getMessage()), clock.instant());
            return;
        }
        var middle = events.size() / 2;
        load(team, events.subList(0, middle));
        load(team, events.subList(middle, events.size()));
    }

    /** What fails because the warehouse or PostgreSQL is in trouble is no reason to put anything aside. */
    private static boolean mayBeTheirFault(RuntimeException failure, List<QueuedEvent> events) {
        return switch (failure) {
            case QueryFailed _, QueryRefused _, DataIntegrityViolationException _ -> true;
            case OutOfMemory _ -> events.size() > 1;
            case WarehouseException _, DataAccessException _, TransactionException _ -> false;
            default -> true;
        };
    }
}
