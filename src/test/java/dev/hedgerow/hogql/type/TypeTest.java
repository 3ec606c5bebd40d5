package dev.hedgerow.hogql.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.hogql.type.Arithmetic.Operation;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String",
                "Nullable(Int64)",
                "UInt8",
                "Float32",
                "Decimal(38, 10)",
                "Date",
                "DateTime",
                "DateTime('UTC')",
                "DateTime64(6, 'Europe/Berlin')",
                "Array(Nullable(String))",
                "Map(String, Array(UInt64))",
                "Tuple(id Int64, name Nullable(String))",
                "UUID",
                "Bool",
                "IntervalDay"
            })
    void aNameReadBackIsTheSame(String name) {
        assertThat(parsed(name).clickHouseName()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            LowCardinality(Nullable(String))   | Nullable(String)
            Enum8('a' = 1, 'b' = 2)            | String
            FixedString(16)                    | String
            DateTime64                         | DateTime64(3)
            Decimal64(2)                       | Decimal(18, 2)
            bigint                             | Int64
            double                             | Float64
            timestamp                          | DateTime64(6)
            """)
    void otherNamesMeanOurTypes(String name, String type) {
        assertThat(parsed(name).clickHouseName()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Strin", "Array(", "Array(String", "Nullable()", "Decimal(99, 2)", "Int64)", "Map(String)"})
    void whatIsNoTypeIsNone(String name) {
        assertThat(TypeNames.parse(name)).isEmpty();
    }

    @Test
    void aNameNestedWithoutEndIsNone() {
        assertThat(TypeNames.parse("Array(".repeat(100_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UInt8           | Int8                  | Int16
            UInt8           | UInt64                | UInt64
            Int32           | Float64               | Float64
            Int64           | Decimal(10, 2)        | Decimal(22, 2)
            Nullable(Int8)  | Int64                 | Nullable(Int64)
            Date            | DateTime64(6, 'UTC')  | DateTime64(6, 'UTC')
            Array(UInt8)    | Array(Nullable(Int8)) | Array(Nullable(Int16))
            Tuple(UInt8, String) | Tuple(Int64, String) | Tuple(Int64, String)
            """)
    void theLeastSupertypeHoldsBoth(String left, String right, String common) {
        assertThat(Supertypes.of(parsed(left), parsed(right))).hasValue(parsed(common));
        assertThat(Supertypes.of(parsed(right), parsed(left))).hasValue(parsed(common));
    }

    @Test
    void textAndNumbersHaveNoCommonType() {
        assertThat(Supertypes.of(parsed("String"), parsed("Int64"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PLUS     | UInt8          | UInt8          | UInt16
            MINUS    | UInt8          | UInt8          | Int16
            MULTIPLY | Int32          | UInt8          | Int64
            DIVIDE   | Int64          | Int64          | Float64
            DIVIDE   | Decimal(18, 2) | UInt8          | Decimal(18, 2)
            MULTIPLY | Decimal(18, 2) | Decimal(18, 2) | Decimal(38, 4)
            INT_DIV  | Int8           | UInt8          | Int8
            PLUS     | Date           | UInt8          | Date
            PLUS     | Date           | IntervalHour   | DateTime
            PLUS     | Date           | IntervalMonth  | Date
            MINUS    | Date           | Date           | Int32
            PLUS     | Nullable(Int8) | Int8           | Nullable(Int16)
            """)
    void arithmeticHasClickHousesTypes(Operation operation, String left, String right, String result) {
        assertThat(Arithmetic.of(operation, parsed(left), parsed(right))).hasValue(parsed(result));
    }

    @ParameterizedTest
    @CsvSource({
        "1, UInt8",
        "300, UInt16",
        "-1, Int8",
        "-129, Int16",
        "70000, UInt32",
        "18446744073709551615, UInt64",
        "18446744073709551616, Float64"
    })
    void aWholeNumberHasTheLeastType(BigInteger value, String type) {
        assertThat(Arithmetic.ofWhole(value)).isEqualTo(parsed(type));
    }

    private static Type parsed(String name) {
        return TypeNames.parse(name).orElseThrow();
    }
}
