package dev.hedgerow.capture;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.Warehouse;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Events ready for the warehouse, and what they changed about persons and groups. */
record Batch(Team team, List<AttributedEvent> events, People people, Groups groups) {

    /** Merges everything by its key, so that it may be done again; persons first, so that no event lacks its own. */
    void mergeInto(Warehouse warehouse, Cancellation cancellation) {
        var persons = Stream.concat(
                        people.changedPersons().stream().map(person -> row(person, false)),
                        people.mergedPersons().stream().map(person -> row(person, true)))
                .toList();
        merge(warehouse, CaptureTables.PERSONS, persons, Function.identity(), cancellation);
        merge(
                warehouse,
                CaptureTables.PERSON_DISTINCT_IDS,
                people.movedDistinctIds(),
                moved -> List.of(moved.id(), moved.person(), moved.version()),
                cancellation);
        merge(warehouse, CaptureTables.GROUPS, List.copyOf(groups.changedGroups()), Batch::row, cancellation);
        merge(warehouse, CaptureTables.EVENTS, events, Batch::row, cancellation);
    }

    private <T> void merge(
            Warehouse warehouse,
            CaptureTable table,
            List<T> values,
            Function<T, List<Object>> row,
            Cancellation cancellation) {
        if (!values.isEmpty()) {
            var rows = RowSource.of(table.columns(), values.stream().map(row).iterator());
            warehouse.merge(Namespaces.of(team), table.version(), table.key(), rows, cancellation);
        }
    }

    private static List<Object> row(Person person, boolean deleted) {
        return List.of(
                person.uuid(), utc(person.createdAt()), person.json(), person.identified(), deleted, person.version());
    }

    private static List<Object> row(Groups.Group group) {
        return List.of(
                group.key().type(),
                group.key().key(),
                utc(group.createdAt()),
                utc(group.updatedAt()),
                group.properties());
    }

    private static List<Object> row(AttributedEvent attributed) {
        var event = attributed.event();
        var sender = attributed.sender();
        var groups = attributed.groups();
        return List.of(
                event.uuid(),
                event.name(),
                attributed.properties(),
                utc(event.timestamp()),
                event.distinctId(),
                attributed.elementsChain(),
                utc(event.receivedAt()),
                sender.person(),
                utc(sender.createdAt()),
                sender.properties(),
                sender.mode().wire,
                groups.get(0),
                groups.get(1),
                groups.get(2),
                groups.get(3),
                groups.get(4),
                attributed.sessionId(),
                attributed.windowId());
    }

    /** HogQL keeps moments without a zone, in UTC: clocks of any zone are read from that many times faster. */
    private static LocalDateTime utc(Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    }
}
