package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.type.Type;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Choosing between values, and NULL. */
final class ConditionalRenderings {

    static final Renderings ALL = new Renderings()
            .add("if", "CASE WHEN {0 condition} THEN {1 result} ELSE {2 result} END")
            .add("multiIf", ConditionalRenderings::multiIf)
            .add("coalesce", call -> "coalesce(%s)".formatted(results(call)))
            .add("ifNull", "coalesce({0 result}, {1 result})")
            .add("nullIf", call -> "nullif(%s, %s)".formatted(call.sql(0), call.as(1, call.type(0))))
            .add("isNull", "({0} IS NULL)")
            .add("isNotNull", "({0} IS NOT NULL)")
            .add("isZeroOrNull", "(coalesce({0 number}, 0) = 0)")
            .add(
                    "assumeNotNull",
                    call -> call.type(0).isNullable() ? Conversions.orDefault(call.sql(0), call.result()) : call.sql(0))
            .add("toNullable", "{0}")
            .add("greatest", call -> "greatest(%s)".formatted(results(call)))
            .add("least", call -> "least(%s)".formatted(results(call)))
            .bound("transform", ConditionalRenderings::transform)
            .add("identity", "{0}")
            .add("toTypeName", call -> Sql.quoted(call.type(0).clickHouseName()));

    private ConditionalRenderings() {}

    private static String results(Invocation call) {
        return IntStream.range(0, call.size())
                .mapToObj(i -> call.as(i, call.result()))
                .collect(Collectors.joining(", "));
    }

    private static String multiIf(Invocation call) {
        var branches = IntStream.iterate(0, i -> i + 1 < call.size(), i -> i + 2)
                .mapToObj(i -> "WHEN %s THEN %s".formatted(call.condition(i), call.as(i + 1, call.result())))
                .collect(Collectors.joining(" "));
        return "CASE %s ELSE %s END".formatted(branches, call.as(call.size() - 1, call.result()));
    }

    private static String transform(Invocation call) {
        var target = Conversions.convert(call.sql(2), call.type(2), new Type.Array(call.result()), call.names());
        var position = "list_position(%s, %s)".formatted(call.sql(1), call.sql(0));
        var otherwise = call.as(call.size() == 4 ? 3 : 0, call.result());
        return "CASE WHEN list_contains(%s, %s) THEN %s[%s] ELSE %s END"
                .formatted(call.sql(1), call.sql(0), target, position, otherwise);
    }
}
