package dev.hedgerow.activity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ChangeTest {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": 1, "b": 2}         | {"a": 1, "b": 2}         | []
            {"a": null}              | {"a": null}              | []
            {"q": {"x": 1, "y": 2}}  | {"q": {"y": 2, "x": 1}}  | []
            {"a": 1}                 | {"a": 2}                 | [{"type":"T","action":"changed","field":"a","before":1,"after":2}]
            {"a": null}              | {"a": 2}                 | [{"type":"T","action":"created","field":"a","before":null,"after":2}]
            {}                       | {"a": 2}                 | [{"type":"T","action":"created","field":"a","before":null,"after":2}]
            {"a": 1}                 | {"a": null}              | [{"type":"T","action":"deleted","field":"a","before":1,"after":null}]
            {"a": false}             | {"a": true}              | [{"type":"T","action":"changed","field":"a","before":false,"after":true}]
            """)
    void onlyFieldsThatDifferAreChanges(String before, String after, String changes) {
        var found = Change.between("T", (ObjectNode) JSON.readTree(before), (ObjectNode) JSON.readTree(after));

        assertThat(JSON.readTree(JSON.writeValueAsString(found))).isEqualTo(JSON.readTree(changes));
    }
}
