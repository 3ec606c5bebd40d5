package dev.hedgerow.hogql.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.TypeNames;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsTest {

    @Test
    void namesAreFoundInAnyCaseAndByAlias() {
        assertThat(Functions.find("COUNT")).map(Function::name).hasValue("count");
        assertThat(Functions.find("tostartofmonth")).map(Function::name).hasValue("toStartOfMonth");
        assertThat(Functions.find("date_trunc")).map(Function::name).hasValue("dateTrunc");
    }

    @Test
    void combinatorsBelongToEveryAggregate() {
        var function = Functions.get("sumDistinctIf");

        assertThat(function.name()).isEqualTo("sum");
        assertThat(function.combinators()).containsExactly(Combinator.DISTINCT, Combinator.IF);
        assertThat(Functions.find("toYearIf")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            formatDateTme     |                | Unknown function 'formatDateTme'. Did you mean formatDateTime?
            qwertyuiop        |                | Unknown function 'qwertyuiop'
            cityHash64        | String         | Function 'cityHash64' is not supported by this engine
            sumState          | Int64          | Function 'sumState' is not supported by this engine: the combinator -State is not
            toYear            |                | Function 'toYear' expects 1 to 2 arguments, found 0
            plus              | UInt8          | Function 'plus' expects 2 arguments, found 1
            concat            |                | Function 'concat' expects at least 1 argument, found 0
            toYear            | String         | Function 'toYear' expects a date or time as argument 1 (time), found String
            plus              | UInt8; String  | Illegal types UInt8 and String of arguments of function 'plus'
            equals            | UInt8; String  | Cannot compare UInt8 with String
            if                | UInt8; String; UInt8 | Function 'if' has no common type for String, UInt8
            multiIf           | UInt8; String; UInt8; String | Function 'multiIf' expects an odd number of arguments, found 4
            countIf           |                | Function 'countIf' expects a condition as its last argument
            length            | UInt8          | Function 'length' expects a string or an array or a map as argument 1 (value), found UInt8
            """)
    void aWrongCallSaysWhatIsWrong(String name, String types, String message) {
        var refusal = catchThrowableOfType(
                InvalidCall.class, () -> Functions.get(name).bind(List.of(), arguments(types), "UTC"));

        assertThat(refusal).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sum          | Nullable(Int32)           | Nullable(Int64)
            sum          | Decimal(10, 2)            | Decimal(38, 2)
            sumIf        | Int64; Nullable(Bool)     | Nullable(Int64)
            sumOrNull    | Int64                     | Nullable(Int64)
            count        | Nullable(String)          | UInt64
            avg          | Int64                     | Float64
            groupArray   | Nullable(String)          | Array(String)
            toStartOfDay | DateTime64(6, 'Asia/Tokyo') | DateTime('Asia/Tokyo')
            now          |                           | DateTime64(6, 'UTC')
            coalesce     | Nullable(UInt8); UInt16   | UInt16
            toInt        | String                    | Nullable(Int64)
            lower        | Nullable(String)          | Nullable(String)
            isNull       | Nullable(String)          | UInt8
            """)
    void aCallHasItsType(String name, String types, String result) {
        var call = Functions.get(name).bind(List.of(), arguments(types), "UTC");

        assertThat(call.type().clickHouseName()).isEqualTo(result);
    }

    @Test
    void aLambdaIsToldTheTypesOfItsParameters() {
        var function = Functions.get("arrayMap");

        var parameters = function.lambdaParameters(2, List.of(type("Array(String)"), type("Array(UInt8)")));

        assertThat(parameters).containsExactly(type("String"), type("UInt8"));
    }

    private static List<Argument> arguments(String types) {
        return types == null
                ? List.of()
                : Stream.of(types.split(";"))
                        .map(FunctionsTest::type)
                        .map(Argument::of)
                        .toList();
    }

    private static Type type(String name) {
        return TypeNames.parse(name).orElseThrow();
    }
}
