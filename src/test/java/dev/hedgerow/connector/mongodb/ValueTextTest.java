package dev.hedgerow.connector.mongodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"$oid": "507f1f77bcf86cd799439011"}                  | 507f1f77bcf86cd799439011
            "507f1f77bcf86cd799439011"                            | "507f1f77bcf86cd799439011"
            "507F1F77BCF86CD799439011"                            | 507F1F77BCF86CD799439011
            "ada"                                                 | ada
            ""                                                    | ``
            "größer ☃"                                            | größer ☃
            "42"                                                  | "42"
            "042"                                                 | 042
            "4.20"                                                | 4.20
            "-1.5E+7"                                             | -1.5E+7
            "1E999999999"                                         | 1E999999999
            "1E-999999999"                                        | 1E-999999999
            "1-2-3"                                               | 1-2-3
            "2024-01-01"                                          | 2024-01-01
            "2024-01-01T10:00:00.000Z"                            | "2024-01-01T10:00:00.000Z"
            "2024-13-01T10:00:00.000Z"                            | 2024-13-01T10:00:00.000Z
            "true"                                                | "true"
            "null"                                                | "null"
            "\\"quoted\\""                                        | "quoted"
            "\\"42\\""                                            | "\\"42\\""
            "{"                                                   | {
            "[1]"                                                 | [1]
            "{\\"$numberDouble\\": \\"NaN\\"}"                    | "{\\"$numberDouble\\": \\"NaN\\"}"
            {"$numberInt": "42"}                                  | 42
            {"$numberLong": "42"}                                 | 42
            {"$numberDouble": "42.0"}                             | 42
            {"$numberDecimal": "42.00"}                           | 42
            {"$numberLong": "9223372036854775807"}                | 9223372036854775807
            {"$numberLong": "-9223372036854775808"}               | -9223372036854775808
            {"$numberDouble": "0.1"}                              | 0.1000000000000000055511151231257827021181583404541015625
            {"$numberDecimal": "0.1"}                             | 0.1
            {"$numberDouble": "-0.0"}                             | 0
            {"$numberDecimal": "-0"}                              | 0
            {"$numberDouble": "1e20"}                             | 1E+20
            {"$numberDecimal": "123456789012345678901234"}        | 123456789012345678901234E+0
            "123456789012345678901234"                            | "123456789012345678901234"
            {"$numberDecimal": "1E+6111"}                         | 1E+6111
            {"$numberDouble": "Infinity"}                         | {"$numberDouble": "Infinity"}
            {"$numberDecimal": "NaN"}                             | {"$numberDecimal": "NaN"}
            {"$date": {"$numberLong": "1704103200500"}}           | 2024-01-01T10:00:00.500Z
            {"$date": {"$numberLong": "-62198755200000"}}         | {"$date": {"$numberLong": "-62198755200000"}}
            {"$date": {"$numberLong": "9223372036854775807"}}     | {"$date": {"$numberLong": "9223372036854775807"}}
            true                                                  | true
            null                                                  | null
            {"a": {"$numberInt": "1"}, "b": [{"$oid": "507f1f77bcf86cd799439011"}]} | {"a": {"$numberInt": "1"}, "b": [{"$oid": "507f1f77bcf86cd799439011"}]}
            {"$binary": {"base64": "AAEC", "subType": "04"}}      | {"$binary": {"base64": "AAEC", "subType": "04"}}
            {"$timestamp": {"t": 1, "i": 2}}                      | {"$timestamp": {"t": 1, "i": 2}}
            {"$regularExpression": {"pattern": "a", "options": "i"}} | {"$regularExpression": {"pattern": "a", "options": "i"}}
            {"$minKey": 1}                                        | {"$minKey": 1}
            """)
    void aValueHasOneTextAndTheTextIsThatValue(String json, String text) {
        var value = Objects.requireNonNull(
                BsonDocument.parse("{\"v\": " + json + "}").get("v"));

        assertThat(ValueText.of(value)).isEqualTo(text);
        assertThat(ValueText.of(ValueText.read(text))).isEqualTo(text);
        if (ValueText.number(value) == null) {
            assertThat(ValueText.read(text)).isEqualTo(value);
        } else {
            assertThat(ValueText.number(ValueText.read(text))).isEqualByComparingTo(ValueText.number(value));
        }
    }

    @Property
    void anyStringComesBack(@ForAll String string) {
        var value = new BsonString(string);

        assertThat(ValueText.read(ValueText.of(value))).isEqualTo(value);
    }

    @Property
    void anyNumberComesBack(@ForAll double number) {
        var text = ValueText.of(new BsonDouble(number));

        assertThat(ValueText.number(ValueText.read(text))).isEqualByComparingTo(new BigDecimal(number));
    }
}
