package dev.hedgerow.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class PeopleTest {

    private static final long TEAM = 7;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final JsonMapper json = new JsonMapper();
    private final People people = new People(TEAM, List.of(), List.of());
    private final Attribution attribution = new Attribution(TEAM, people, new Groups(Map.of(), List.of()));
    private int sent;

    /**
     * Events in order, as {@code name distinctId properties}; then who is who, as {@code ids=first id, identified,
     * properties}.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a u {}                                                                                     | u=u {}
            a u {"$set":{"n":1}} ; a u {"$set":{"n":2}}                                                | u=u {"n":2}
            a u {"$set_once":{"n":1}} ; a u {"$set_once":{"n":2}}                                      | u=u {"n":1}
            a u {"$set":{"n":1,"m":1}} ; a u {"$unset":["n"]}                                          | u=u {"m":1}
            a u {"$set":{"n":1}} ; a u {"$unset":{"n":""}}                                             | u=u {}
            a u {"$set":"no object","$unset":7}                                                        | u=u {}
            $identify u {}                                                                             | u=u! {}
            $identify u {"$anon_distinct_id":"x"}                                                      | u+x=u! {}
            a x {} ; $identify u {"$anon_distinct_id":"x"}                                             | u+x=x! {}
            a u {} ; $identify u {"$anon_distinct_id":"x"}                                             | u+x=u! {}
            a x {"$set":{"n":1,"m":1}} ; a u {"$set":{"n":2}} ; $identify u {"$anon_distinct_id":"x"}  | u+x=u! {"n":2,"m":1}
            $identify x {} ; a u {} ; $identify u {"$anon_distinct_id":"x"}                            | u=u! {} / x=x! {}
            $identify x {} ; a u {} ; $create_alias u {"alias":"x"}                                    | u=u! {} / x=x! {}
            $identify x {} ; a u {} ; $merge_dangerously u {"alias":"x"}                               | u+x=u! {}
            a x {} ; $create_alias u {"alias":"x"}                                                     | u+x=x! {}
            a x {} ; a y {} ; $identify y {"$anon_distinct_id":"x"} ; $identify u {"$anon_distinct_id":"x"} | u+x+y=y! {}
            a x {} ; $identify u {"$anon_distinct_id":"u"}                                             | u=u! {} / x=x {}
            $identify anonymous {"$anon_distinct_id":"x"}                                              | anonymous=anonymous! {}
            $identify u {"$anon_distinct_id":"Undefined"}                                              | u=u! {}
            $identify u {"$anon_distinct_id":"null"}                                                   | u=u! {}
            a u {"$process_person_profile":false,"$set":{"n":1}}                                       |
            a u {"utm_source":"ad","$browser":"Fox","$set":{"n":1}} ; a u {"utm_source":"bd","$browser":"Ox"} | u=u {"$initial_utm_source":"ad","$initial_browser":"Fox","$browser":"Fox","utm_source":"bd","n":1}
            """)
    void eventsInTheirOrderSayWhoIsWho(String events, @Nullable String expected) {
        for (var event : events.split(" ; ", -1)) {
            var words = event.split(" ", 3);
            attribute(words[0], words[1], words[2]);
        }

        assertThat(whoIsWho()).containsExactlyElementsOf(expected == null ? List.of() : whoIsWho(expected));
    }

    @Test
    void anEventCarriesThePersonAsItWasAtThatMoment() {
        var first = attribute("a", "u", "{\"$set\":{\"plan\":\"free\"}}");
        var second = attribute("a", "u", "{\"$set\":{\"plan\":\"paid\"}}");

        assertThat(first.sender().properties()).isEqualTo("{\"plan\":\"free\"}");
        assertThat(second.sender().properties()).isEqualTo("{\"plan\":\"paid\"}");
        assertThat(first.sender().mode()).isEqualTo(AttributedEvent.Mode.FULL);
    }

    @Test
    void aBystanderIsNobodyUntilAPersonIsMadeAndThenTheSame() {
        var before = attribute("a", "u", "{\"$process_person_profile\":false}");
        var made = attribute("$identify", "u", "{\"$set\":{\"n\":1}}");
        sent += 120;
        var after = attribute("a", "u", "{\"$process_person_profile\":false}");

        assertThat(before.sender().mode()).isEqualTo(AttributedEvent.Mode.PROPERTYLESS);
        assertThat(before.sender().properties()).isEqualTo("{}");
        assertThat(before.sender().person()).isEqualTo(made.sender().person());
        assertThat(after.sender().mode()).isEqualTo(AttributedEvent.Mode.FORCE_UPGRADE);
        assertThat(after.sender().properties()).isEqualTo("{\"n\":1}");
    }

    @Test
    void theIdOfAPersonIsPostHogs() {
        // uuid.uuid5(uuid.UUID("932979b4-65c3-4424-8467-0b66ec27bc22"), "1:test")
        assertThat(Person.idOf(1, "test")).isEqualTo(UUID.fromString("246f7a43-5507-564f-b687-793ee3c2dd79"));
    }

    @Test
    void propertiesBeyondTheLimitAreLeftAsTheyWere() {
        attribute("a", "u", "{\"$set\":{\"n\":1}}");
        attribute("a", "u", "{\"$set\":{\"n\":\"%s\"}}".formatted("x".repeat(200_000)));

        assertThat(people.find("u")).extracting(Person::json).isEqualTo("{\"n\":1}");
    }

    private AttributedEvent attribute(String name, String distinctId, String properties) {
        var at = START.plusSeconds(sent++);
        var event = new QueuedEvent(sent, TimeOrderedId.of(at), name, distinctId, at, at, properties);
        return attribution.attribute(event, json.readValue(properties, ObjectNode.class));
    }

    /** One line a person: all the distinct ids, the one it was made for, whether identified, properties. */
    private List<String> whoIsWho() {
        var ids = new TreeMap<UUID, List<String>>();
        people.movedDistinctIds()
                .forEach(id ->
                        ids.computeIfAbsent(id.person(), _ -> new ArrayList<>()).add(id.id()));
        return people.changedPersons().stream()
                .map(person -> {
                    var own = ids.getOrDefault(person.uuid(), List.of()).stream()
                            .sorted()
                            .toList();
                    var made = own.stream()
                            .filter(id -> Person.idOf(TEAM, id).equals(person.uuid()))
                            .findFirst()
                            .orElse("?");
                    return String.join("+", own) + "=" + made + (person.identified() ? "! " : " ")
                            + sorted(person.json());
                })
                .sorted()
                .toList();
    }

    private List<String> whoIsWho(String expected) {
        return Arrays.stream(expected.split(" / "))
                .map(person -> person.split(" ", 2))
                .map(words -> words[0] + " " + sorted(words[1]))
                .sorted()
                .toList();
    }

    private String sorted(String properties) {
        return json.rebuild()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build()
                .writeValueAsString(json.readValue(properties, Object.class));
    }
}
