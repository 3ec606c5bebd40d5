package dev.hedgerow.capture;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.TableProvider;
import dev.hedgerow.hogql.TableDefinition;
import dev.hedgerow.hogql.TableDefinition.Field;
import dev.hedgerow.hogql.TableDefinition.Stored;
import dev.hedgerow.hogql.TableDefinition.View;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.DateTime;
import dev.hedgerow.hogql.type.Type.Int;
import dev.hedgerow.hogql.type.Type.Simple;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The tables of events, persons and groups as HogQL knows them; nothing of a project may take their names. */
@Component
@Order(0)
class EventTables implements TableProvider {

    private static final Type TIME = new DateTime(6, "UTC");

    private static final Map<String, TableDefinition> DEFINITIONS = Stream.of(
                    events(),
                    stored(
                            "raw_persons",
                            CaptureTables.PERSONS,
                            fields(
                                    column("id", Simple.UUID),
                                    column("created_at", TIME),
                                    column("properties", Simple.JSON),
                                    column("is_identified", Simple.BOOL),
                                    column("is_deleted", Simple.BOOL),
                                    column("version", new Int(64, true)))),
                    new View(
                            "persons",
                            "select id, created_at, properties, is_identified from raw_persons where not is_deleted"),
                    stored(
                            "person_distinct_ids",
                            CaptureTables.PERSON_DISTINCT_IDS,
                            fields(
                                    column("distinct_id", Simple.TEXT),
                                    column("person_id", Simple.UUID),
                                    Map.entry("person", new Field.Joined(List.of("persons"), "person_id", "id")))),
                    stored(
                            "groups",
                            CaptureTables.GROUPS,
                            fields(
                                    column("index", new Int(64, true)),
                                    column("key", Simple.TEXT),
                                    column("created_at", TIME),
                                    column("updated_at", TIME),
                                    column("properties", Simple.JSON))),
                    groupsOfType(0),
                    groupsOfType(1),
                    groupsOfType(2),
                    groupsOfType(3),
                    groupsOfType(4),
                    new View("sessions", """
                            select
                                $session_id as session_id,
                                argMin(distinct_id, timestamp) as distinct_id,
                                argMin(person_id, timestamp) as person_id,
                                min(timestamp) as $start_timestamp,
                                max(timestamp) as $end_timestamp,
                                dateDiff('second', min(timestamp), max(timestamp)) as $session_duration,
                                countIf(event = '$pageview') as $pageview_count,
                                countIf(event = '$autocapture') as $autocapture_count,
                                count() as $event_count,
                                argMin(properties.$current_url, timestamp) as $entry_current_url,
                                argMax(properties.$current_url, timestamp) as $end_current_url,
                                argMin(properties.$referring_domain, timestamp) as $entry_referring_domain
                            from events
                            where $session_id != ''
                            group by $session_id"""),
                    // There are no cohorts here, and so nobody is in one.
                    new View(
                            "cohort_people",
                            "select id as person_id, toInt64(0) as cohort_id, toInt64(0) as version from raw_persons where false"))
            .collect(Collectors.toMap(TableDefinition::name, Function.identity()));

    private static final Set<String> INTERNAL =
            Set.of("raw_persons", "groups_0", "groups_1", "groups_2", "groups_3", "groups_4");

    private final CaptureTables tables;

    EventTables(CaptureTables tables) {
        this.tables = tables;
    }

    /** Persons as they were at the event; {@code person_id} follows merges that came later. */
    private static TableDefinition events() {
        var person = fields(
                Map.entry("id", new Field.Path(List.of("person_id"))),
                Map.entry("created_at", new Field.Column("person_created_at", TIME)),
                column("properties", "person_properties", Simple.JSON));
        return stored(
                "events",
                CaptureTables.EVENTS,
                fields(
                        column("uuid", Simple.UUID),
                        column("event", Simple.TEXT),
                        column("properties", Simple.JSON),
                        column("timestamp", TIME),
                        column("distinct_id", Simple.TEXT),
                        column("elements_chain", Simple.TEXT),
                        column("created_at", TIME),
                        column("$session_id", Simple.TEXT),
                        column("$window_id", Simple.TEXT),
                        column("person_mode", Simple.TEXT),
                        column("$group_0", Simple.TEXT),
                        column("$group_1", Simple.TEXT),
                        column("$group_2", Simple.TEXT),
                        column("$group_3", Simple.TEXT),
                        column("$group_4", Simple.TEXT),
                        group(0),
                        group(1),
                        group(2),
                        group(3),
                        group(4),
                        column("event_person_id", "person_id", Simple.UUID),
                        Map.entry(
                                "pdi", new Field.Joined(List.of("person_distinct_ids"), "distinct_id", "distinct_id")),
                        Map.entry("person_id", new Field.Computed("ifNull(pdi.person_id, event_person_id)")),
                        Map.entry("person", new Field.Group(person)),
                        Map.entry("poe", new Field.Group(person))));
    }

    private static TableDefinition groupsOfType(int index) {
        return new View(
                "groups_" + index, "select key, created_at, updated_at, properties from groups where index = " + index);
    }

    /** The group of a type that an event belongs to, as it is now: {@code group_0.properties.plan}. */
    private static Map.Entry<String, Field> group(int index) {
        return Map.entry("group_" + index, new Field.Joined(List.of("groups_" + index), "$group_" + index, "key"));
    }

    private static TableDefinition stored(String name, CaptureTable table, SequencedMap<String, Field> fields) {
        return new Stored(name, List.of(table.version().physicalName()), fields);
    }

    private static Map.Entry<String, Field> column(String name, Type type) {
        return column(name, name, type);
    }

    private static Map.Entry<String, Field> column(String name, String column, Type type) {
        return Map.entry(name, new Field.Column(column, type));
    }

    @SafeVarargs
    private static SequencedMap<String, Field> fields(Map.Entry<String, ? extends Field>... fields) {
        var byName = new LinkedHashMap<String, Field>();
        for (var field : fields) {
            byName.put(field.getKey(), field.getValue());
        }
        return byName;
    }

    @Override
    public Optional<Offer> find(Team team, List<String> name) {
        var definition = name.size() == 1 ? DEFINITIONS.get(name.getFirst()) : null;
        if (definition == null) {
            return Optional.empty();
        }
        tables.ensure(team);
        return Optional.of(new Offer(definition, tables.stamp(team)));
    }

    @Override
    public Collection<String> names(Team team) {
        return DEFINITIONS.keySet().stream()
                .filter(name -> !INTERNAL.contains(name))
                .toList();
    }
}
