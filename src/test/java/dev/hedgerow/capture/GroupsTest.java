package dev.hedgerow.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class GroupsTest {

    private static final Instant MORNING = Instant.parse("2026-01-01T08:00:00Z");
    private static final Instant EVENING = Instant.parse("2026-01-01T20:00:00Z");

    private final JsonMapper json = new JsonMapper();
    private final Groups groups = new Groups(Map.of("company", 0), List.of());

    @Test
    void aNewTypeIsGivenTheNextIndexAndTheSixthIsGivenNone() {
        var keys = groups.keysOf(json.readTree("""
                {"a": "1", "company": "acme", "b": 2, "c": "3", "d": "4", "e": "5"}
                """));

        assertThat(keys).containsExactly("acme", "1", "2", "3", "4");
        assertThat(groups.newTypes())
                .containsExactly(Map.entry("a", 1), Map.entry("b", 2), Map.entry("c", 3), Map.entry("d", 4));
    }

    @Test
    void aGroupKeepsWhatIsNotSetAnew() {
        groups.identify(about("{\"plan\": \"free\", \"seats\": 3}"), MORNING);
        groups.identify(about("{\"plan\": \"paid\"}"), EVENING);
        groups.identify(about("{\"plan\": \"paid\"}"), EVENING.plusSeconds(1));

        assertThat(groups.changedGroups())
                .containsExactly(new Groups.Group(
                        new Groups.Key(0, "acme"), MORNING, EVENING, object("{\"plan\": \"paid\", \"seats\": 3}")));
    }

    private ObjectNode about(String set) {
        return object("{\"$group_type\": \"company\", \"$group_key\": \"acme\", \"$group_set\": %s}".formatted(set));
    }

    private ObjectNode object(String text) {
        return json.readValue(text, ObjectNode.class);
    }
}
