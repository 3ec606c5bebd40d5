package dev.hedgerow.insightvariable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.web.InvalidInput;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ListOptionsTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ["a", "b"]               | ["a","b"]
            [1, 2.5, true, false]    | ["1","2.5","true","false"]
            ["a", null, ""]          | ["a",""]
            []                       | []
            {"a": 1}                 | []
            "a"                      | []
            null                     | []
            """)
    void sentOptionsBecomeText(String sent, String kept) {
        assertThat(ListOptions.accepted(json(sent))).hasToString(kept);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{}]           | an object at index 0
            ["a", null, []] | an array at index 2
            """)
    void anOptionWithPartsIsRefused(String sent, String where) {
        assertThatThrownBy(() -> ListOptions.accepted(json(sent)))
                .isInstanceOfSatisfying(InvalidInput.class, refusal -> {
                    assertThat(refusal.error().attr()).isEqualTo("values");
                    assertThat(refusal.error().detail())
                            .isEqualTo("List variable values must be strings or numbers (got %s). ".formatted(where)
                                    + "Enter each value as plain text or a number.");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ["a", 1, null]                    | ["a","1"]
            [{"value": 1, "label": "one"}]    | ["1"]
            [{"value": null, "label": "one"}] | ["one"]
            [{"value": [], "label": true}]    | ["true"]
            [{"a": 1}, [2]]                   | ["{\\"a\\":1}","[2]"]
            {"a": 1}                          | []
            null                              | []
            """)
    void storedOptionsOfAnyShapeAreShownAsText(String stored, String shown) {
        assertThat(ListOptions.shown(json(stored))).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "unset", textBlock = """
            false | unset             | unset
            false | "a"               | "a"
            false | 5                 | "5"
            false | ["b", "c"]        | "b"
            false | []                | ""
            false | {"value": "v"}    | "v"
            true  | unset             | []
            true  | "a"               | ["a"]
            true  | ["a", 1, null]    | ["a","1"]
            """)
    void theDefaultFollowsHowManyMayBeChosen(boolean multi, String sent, String kept) {
        var accepted = ListOptions.acceptedDefault(sent == null ? null : json(sent), multi);

        assertThat(accepted == null ? null : Objects.toString(accepted)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "unset", textBlock = """
            false | null       | unset
            false | 5          | "5"
            true  | null       | []
            true  | "a"        | ["a"]
            """)
    void aDefaultStoredForAnotherKindIsShownAsOption(boolean multi, String stored, String shown) {
        var value = ListOptions.shownDefault(json(stored), multi);

        assertThat(value == null ? null : Objects.toString(value)).isEqualTo(shown);
    }
}
