package dev.hedgerow.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SanitizerTest {

    private final JsonMapper json = new JsonMapper();

    @Test
    void charactersThatCannotBeStoredAreReplacedWhereverTheyAre() {
        var tree = json.readTree("""
                {"a\\u0000": "x\\u0000y", "list": ["\\ud83d", {"b": "\\ude00\\ud83d\\ude00"}], "fine": "\\ud83d\\ude00"}
                """);

        Sanitizer.clean(tree);

        assertThat(tree)
                .isEqualTo(
                        json.readTree(
                                "{\"a\uFFFD\":\"x\uFFFDy\",\"list\":[\"\uFFFD\",{\"b\":\"\uFFFD\uD83D\uDE00\"}],\"fine\":\"\uD83D\uDE00\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"n\": 1e400}", "{\"n\": [-1e999]}"})
    void numbersThatAreNoneAreRefused(String text) {
        var tree = json.readTree(text);

        assertThatThrownBy(() -> Sanitizer.clean(tree)).isInstanceOf(CaptureRefused.class);
    }
}
