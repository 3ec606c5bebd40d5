package dev.hedgerow.capture;

import static dev.hedgerow.engine.ColumnType.Simple.BOOLEAN;
import static dev.hedgerow.engine.ColumnType.Simple.INTEGER;
import static dev.hedgerow.engine.ColumnType.Simple.JSON;
import static dev.hedgerow.engine.ColumnType.Simple.TEXT;
import static dev.hedgerow.engine.ColumnType.Simple.TIMESTAMP;
import static dev.hedgerow.engine.ColumnType.Simple.UUID;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.ColumnType;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.engine.WarehouseException.VersionExists;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Service;

/** The tables events end up in. They have PostHog's columns, and every project has them, be they empty. */
@Service
public class CaptureTables {

    /** What happened; one row per uuid. */
    public static final CaptureTable EVENTS = table(
            "events",
            List.of("uuid"),
            column("uuid", UUID),
            column("event", TEXT),
            column("properties", JSON),
            column("timestamp", TIMESTAMP),
            column("distinct_id", TEXT),
            column("elements_chain", TEXT),
            column("created_at", TIMESTAMP),
            column("person_id", UUID),
            column("person_created_at", TIMESTAMP),
            column("person_properties", JSON),
            column("person_mode", TEXT),
            column("$group_0", TEXT),
            column("$group_1", TEXT),
            column("$group_2", TEXT),
            column("$group_3", TEXT),
            column("$group_4", TEXT),
            column("$session_id", TEXT),
            column("$window_id", TEXT));

    /** Who did it. Persons who became part of others stay as rows that are deleted, for readers to leave out. */
    public static final CaptureTable PERSONS = table(
            "persons",
            List.of("id"),
            column("id", UUID),
            column("created_at", TIMESTAMP),
            column("properties", JSON),
            column("is_identified", BOOLEAN),
            column("is_deleted", BOOLEAN),
            column("version", INTEGER));

    /** Whose a distinct id is by now; an event's own {@code person_id} says whose it was. */
    public static final CaptureTable PERSON_DISTINCT_IDS = table(
            "person_distinct_ids",
            List.of("distinct_id"),
            column("distinct_id", TEXT),
            column("person_id", UUID),
            column("version", INTEGER));

    /** Companies, workspaces and the like. */
    public static final CaptureTable GROUPS = table(
            "groups",
            List.of("index", "key"),
            column("index", INTEGER),
            column("key", TEXT),
            column("created_at", TIMESTAMP),
            column("updated_at", TIMESTAMP),
            column("properties", JSON));

    private static final List<CaptureTable> ALL = List.of(EVENTS, PERSONS, PERSON_DISTINCT_IDS, GROUPS);

    private final Warehouse warehouse;
    private final Set<Long> ensured = ConcurrentHashMap.newKeySet();
    private final Map<Long, ReentrantLock> makers = new ConcurrentHashMap<>();
    private final Map<Long, String> stamps = new ConcurrentHashMap<>();

    CaptureTables(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** The tables, once they are there. Of those who need them first at once, one makes them and the others wait. */
    public List<CaptureTable> ensure(Team team) {
        if (!ensured.contains(team.id())) {
            var making = makers.computeIfAbsent(team.id(), _ -> new ReentrantLock());
            making.lock();
            try {
                make(team);
            } finally {
                making.unlock();
            }
        }
        return ALL;
    }

    private void make(Team team) {
        if (!ensured.contains(team.id())) {
            var present = warehouse.versions(Namespaces.of(team));
            ALL.stream().filter(table -> !present.contains(table.version())).forEach(table -> create(team, table));
            ensured.add(team.id());
            makers.remove(team.id());
        }
    }

    /** Says that rows were merged into the project's tables. */
    void changed(Team team) {
        stamps.put(team.id(), newStamp());
    }

    /** Another text whenever the rows may be others; only the process that holds the warehouse changes them. */
    String stamp(Team team) {
        return stamps.computeIfAbsent(team.id(), _ -> newStamp());
    }

    private static String newStamp() {
        return java.util.UUID.randomUUID().toString();
    }

    /** For when they turn out not to be there any more. */
    void forget(Team team) {
        ensured.remove(team.id());
    }

    private void create(Team team, CaptureTable table) {
        try {
            var none = RowSource.of(table.columns(), Collections.<List<Object>>emptyIterator());
            warehouse.load(Namespaces.of(team), table.version(), none, new Cancellation());
        } catch (VersionExists e) {
            // left there by whoever held the warehouse until a moment ago
        }
    }

    private static CaptureTable table(String name, List<String> key, SourceColumn... columns) {
        return new CaptureTable(new TableVersion(name, 1), key, List.of(columns));
    }

    private static SourceColumn column(String name, ColumnType type) {
        return new SourceColumn(name, type);
    }
}
