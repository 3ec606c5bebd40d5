package dev.hedgerow.hogql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class HogQlErrorTest {

    private static final Options OPTIONS = Options.NONE.with(Map.of("region", "eu"));

    @ParameterizedTest
    @CsvFileSource(resources = "/hogql/errors.txt", delimiterString = "=>", quoteCharacter = '^')
    void aRefusalSaysWhatIsWrongAndWhere(String hogql, String message, String place) {
        var refusal = refusal(hogql);

        assertThat(refusal).hasMessage(message);
        assertThat(refusal.start() + "-" + refusal.end()).isEqualTo(place);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/hogql/sandbox.txt", delimiterString = "=>", quoteCharacter = '^')
    void nothingOfTheEngineIsInReach(String hogql, String message) {
        assertThat(refusal(hogql)).hasMessageStartingWith(message);
    }

    private static HogQlException refusal(String hogql) {
        return catchThrowableOfType(
                HogQlException.class, () -> HogQl.forDuckDb().compile(hogql, Warehouse.SCHEMA, OPTIONS));
    }
}
