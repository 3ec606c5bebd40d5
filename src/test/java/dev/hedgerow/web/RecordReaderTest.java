package dev.hedgerow.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RecordReaderTest {

    final RecordReader reader = new RecordReader(new JsonMapper());

    record Everything(
            @Nullable @NotBlank @Size(min = 2, max = 5) String name,
            @Nullable @Min(-2) @Max(7) Integer number,
            @Nullable Long big,
            @Nullable Boolean flag,
            @Nullable UUID id,
            @Nullable Instant moment,
            @Nullable LocalTime clockTime,
            @Nullable Color color,
            @Nullable @Email String email,
            @Nullable List<String> tags,
            @Nullable @NotEmpty List<Integer> numbers,
            @Nullable Map<String, JsonNode> settings,
            @Nullable JsonNode anything,
            @Nullable Point point,
            @Nullable List<Point> points) {}

    record Point(int x, @Nullable String label) {}

    record Required(
            @NotBlank String first,
            boolean second,
            @Nullable String third,
            @Verbatim String fourth) {}

    enum Color {
        RED("Red");

        @JsonValue
        final String wire;

        Color(String wire) {
            this.wire = wire;
        }
    }

    static RequestData json(String text) {
        return data("application/json", text);
    }

    static RequestData form(String text) {
        return data("application/x-www-form-urlencoded", text);
    }

    static RequestData data(String type, String text) {
        var request = new MockHttpServletRequest();
        request.setContentType(type);
        request.setContent(text.getBytes(UTF_8));
        return new BodyReader().of(request);
    }

    void assertRefused(
            RequestData data, Class<? extends Record> type, @Nullable String attr, String code, String detail) {
        assertThatExceptionOfType(InvalidInput.class)
                .isThrownBy(() -> reader.read(data, type))
                .satisfies(refusal ->
                        assertThat(refusal.error()).isEqualTo(new ApiError("validation_error", code, detail, attr)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name": " "}            | name    | blank         | This field may not be blank.
            {"name": ""}             | name    | blank         | This field may not be blank.
            {"name": "abcdef"}       | name    | max_length    | Ensure this field has no more than 5 characters.
            {"name": " a "}          | name    | min_length    | Ensure this field has at least 2 characters.
            {"name": true}           | name    | invalid_input | Not a valid string.
            {"name": {}}             | name    | invalid_input | Not a valid string.
            {"name": ["ab"]}         | name    | invalid_input | Not a valid string.
            {"color": "Z"}           | color   | invalid_choice| "Z" is not a valid choice.
            {"color": 5}             | color   | invalid_choice| "5" is not a valid choice.
            {"number": "x"}          | number  | invalid_input | A valid integer is required.
            {"number": 5.5}          | number  | invalid_input | A valid integer is required.
            {"number": true}         | number  | invalid_input | A valid integer is required.
            {"number": NaN}          | number  | invalid_input | A valid integer is required.
            {"number": 1e999999999}  | number  | invalid_input | A valid integer is required.
            {"number": []}           | number  | invalid_input | A valid integer is required.
            {"number": -3}           | number  | min_value     | Ensure this value is greater than or equal to -2.
            {"number": 8}            | number  | max_value     | Ensure this value is less than or equal to 7.
            {"big": 99999999999999999999} | big | max_value    | Ensure this value is less than or equal to 9223372036854775807.
            {"flag": "maybe"}        | flag    | invalid_input | Must be a valid boolean.
            {"flag": 2}              | flag    | invalid_input | Must be a valid boolean.
            {"flag": []}             | flag    | invalid_input | Must be a valid boolean.
            {"id": "1-2"}            | id      | invalid_input | Must be a valid UUID.
            {"id": 5}                | id      | invalid_input | Must be a valid UUID.
            {"moment": "soon"}       | moment  | invalid_input | `Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].`
            {"clock_time": "25:00"}  | clock_time | invalid_input | Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].
            {"email": "a@b"}         | email   | invalid_input | Enter a valid email address.
            {"tags": "x"}            | tags    | not_a_list    | Expected a list of items but got type "str".
            {"tags": {}}             | tags    | not_a_list    | Expected a list of items but got type "dict".
            {"tags": ["a", {}]}      | tags__1 | invalid_input | Not a valid string.
            {"tags": [null]}         | tags__0 | null          | This field may not be null.
            {"numbers": []}          | numbers | empty         | This list may not be empty.
            {"settings": []}         | settings| not_a_dict    | Expected a dictionary of items but got type "list".
            {"settings": 1.5}        | settings| not_a_dict    | Expected a dictionary of items but got type "float".
            {"anything": [NaN]}      | anything| invalid_input | Value must be valid JSON.
            {"point": "x"}           | point__non_field_errors | invalid_input | Invalid data. Expected a dictionary, but got str.
            {"point": {}}            | point__x | required     | This field is required.
            {"point": {"x": null}}   | point__x | null         | This field may not be null.
            {"points": [{"x":1}, 5]} | points__1__non_field_errors | invalid_input | Invalid data. Expected a dictionary, but got int.
            {"points": [{"x":"a"}]}  | points__0__x | invalid_input | A valid integer is required.
            """)
    void everyFieldErrorIsDjangos(String body, String attr, String code, String detail) {
        assertRefused(json(body), Everything.class, attr, code, detail);
    }

    @Test
    void whatCanBeUnderstoodIs() {
        var read = reader.read(json("""
                {"name": 12.5, "number": " 5 ", "big": 5.0, "flag": "yes", "id": "0189ABCDEF0123456789ABCDEF012345",
                 "moment": "2025-03-01 10:00+02:00", "clock_time": "9:05", "color": "Red", "tags": [1, " a "],
                 "settings": {"a": {"b": null}}, "points": [{"x": "1", "more": 2}], "unknown": {}}
                """), Everything.class);

        assertThat(read.name()).isEqualTo("12.5");
        assertThat(read.number()).isEqualTo(5);
        assertThat(read.big()).isEqualTo(5L);
        assertThat(read.flag()).isTrue();
        assertThat(read.id()).isEqualTo(UUID.fromString("0189abcd-ef01-2345-6789-abcdef012345"));
        assertThat(read.moment()).isEqualTo(Instant.parse("2025-03-01T08:00:00Z"));
        assertThat(read.clockTime()).isEqualTo(LocalTime.of(9, 5));
        assertThat(read.color()).isEqualTo(Color.RED);
        assertThat(read.tags()).containsExactly("1", "a");
        assertThat(read.settings()).containsOnlyKeys("a");
        assertThat(read.points()).containsExactly(new Point(1, null));
        assertThat(read.anything()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2025-03-01T10:00:00.1234567Z, 2025-03-01T10:00:00.123456Z",
        "2025-03-01T10:00:00, 2025-03-01T10:00:00Z",
        "2025-03-01T10:00, 2025-03-01T10:00:00Z",
        "2025-03-01t10:00:00-0530, 2025-03-01T15:30:00Z",
    })
    void aMomentWithoutAnOffsetIsUtcAndFinerThanAMicrosecondIsCut(String given, Instant expected) {
        assertThat(reader.read(json("{\"moment\": \"%s\"}".formatted(given)), Everything.class)
                        .moment())
                .isEqualTo(expected);
    }

    @Test
    void theFirstErrorInDeclaredOrderIsTold() {
        assertRefused(json("{\"second\": 7}"), Required.class, "first", "required", "This field is required.");
        assertRefused(
                json("{\"fourth\": {}, \"second\": 7, \"first\": \"a\"}"),
                Required.class,
                "second",
                "invalid_input",
                "Must be a valid boolean.");
        assertRefused(json("{\"first\": null}"), Required.class, "first", "null", "This field may not be null.");
        assertRefused(json("{\"first\": \"a\"}"), Required.class, "second", "required", "This field is required.");
    }

    @Test
    void aFormIsTextAndABoxLeftEmptyIsFalse() {
        assertThat(reader.read(form("first=+a+&third=&fourth=+b+"), Required.class))
                .isEqualTo(new Required("a", false, "", " b "));
        assertThat(reader.read(form("number=5&flag=on&tags=a&tags=b&name=&anything={\"a\":1}&id="), Everything.class))
                .satisfies(read -> {
                    assertThat(read.number()).isEqualTo(5);
                    assertThat(read.flag()).isTrue();
                    assertThat(read.tags()).containsExactly("a", "b");
                    assertThat(read.name()).isNull();
                    assertThat(read.id()).isNull();
                    assertThat(read.anything()).hasToString("{\"a\":1}");
                });
        assertRefused(form("anything=x"), Everything.class, "anything", "invalid_input", "Value must be valid JSON.");
        assertRefused(form("point={}"), Everything.class, "point__x", "required", "This field is required.");
    }

    @Test
    void aPatchChangesWhatItNamesAndNothingElse() {
        var current = new Required("a", true, "c", "d");

        assertThat(reader.merge(json("{}"), current)).isEqualTo(current);
        assertThat(reader.merge(json("{\"third\": null, \"second\": 0}"), current))
                .isEqualTo(new Required("a", false, null, "d"));
        assertThat(reader.merge(form("first=b"), current)).isEqualTo(new Required("b", true, "c", "d"));
    }
}
