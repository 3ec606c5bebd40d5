package dev.hedgerow.hogql.print.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.hogql.function.Argument;
import dev.hedgerow.hogql.function.Functions;
import dev.hedgerow.hogql.type.Types;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestingTest {

    @ParameterizedTest
    @ValueSource(strings = {"log", "sqrt", "roundAge", "toInt", "formatReadableSize", "isNaN", "factorial"})
    void sqlGrowsWithDepthAndNotWithItsPower(String name) {
        assertThat(nested(name, 40).length()).isLessThan(3 * nested(name, 20).length());
    }

    private static String nested(String name, int depth) {
        var call = Functions.get(name).bind(List.of(), List.of(Argument.of(Types.INT64)), "UTC");
        var functions = new DuckDbFunctions();
        var sql = "\"t\".\"x\"";
        for (var i = 0; i < depth; i++) {
            sql = functions.print(call, List.of(), List.of(new Printed.Value(sql)), Modifiers.NONE);
        }
        return sql;
    }
}
