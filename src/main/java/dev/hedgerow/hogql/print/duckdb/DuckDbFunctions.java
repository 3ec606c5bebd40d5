package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.function.Argument;
import dev.hedgerow.hogql.function.BoundCall;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.Simple;
import dev.hedgerow.hogql.type.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prints calls of functions for DuckDB. One instance prints one query, so that the names it makes up stay apart. */
public final class DuckDbFunctions {

    private static final Map<String, Rendering> RENDERINGS = new HashMap<>();

    static {
        List.of(
                        OperatorRenderings.ALL,
                        ConditionalRenderings.ALL,
                        ConversionRenderings.ALL,
                        MathRenderings.ALL,
                        StringRenderings.ALL,
                        UrlRenderings.ALL,
                        DateRenderings.ALL,
                        ArrayRenderings.ALL,
                        ContainerRenderings.ALL,
                        JsonRenderings.ALL,
                        AggregateRenderings.ALL)
                .forEach(topic -> RENDERINGS.putAll(topic.byName()));
    }

    private final Names names = new Names();

    /** The functions that can be printed. */
    public static Set<String> names() {
        return Set.copyOf(RENDERINGS.keySet());
    }

    /**
     * The SQL of a call.
     *
     * @param parameters the SQL of what stands in the first of two pairs of parentheses
     * @param arguments the SQL of the arguments, as many as the call has
     */
    public String print(BoundCall call, List<Printed> parameters, List<Printed> arguments, Modifiers modifiers) {
        var rendering = RENDERINGS.get(call.function().name());
        if (rendering == null) {
            throw new IllegalStateException("DuckDB has no rendering of " + call.function());
        }
        if (call.function().propagatesNull() && call.arguments().stream().anyMatch(DuckDbFunctions::isNull)) {
            return Conversions.defaultValue(call.type());
        }
        var invocation = Invocation.of(call, parameters, arguments, modifiers, names);
        var sql = Aggregates.combined(rendering, invocation, call.function().combinators());
        var isEmptyForNull = call.function().propagatesNull()
                && call.type() instanceof Type.Array
                && call.arguments().stream()
                        .anyMatch(argument -> argument.type().isNullable());
        return isEmptyForNull ? Conversions.orDefault(sql, call.type()) : sql;
    }

    private static boolean isNull(Argument argument) {
        return argument.type().isNullable() && argument.type().bare() == Simple.NOTHING;
    }

    /** The SQL of a value where one of a wider type is wanted: a branch of a CASE, a column of a UNION. */
    public String convert(String sql, Type from, Type to) {
        return Conversions.convert(sql, from, to, names);
    }

    /** The SQL of a cast; a safe one gives NULL where the value has no place in the type, the other raises an error. */
    public String cast(String sql, Type from, Type to, boolean safe) {
        return Casts.cast(sql, from, to, safe, names);
    }

    /** A comparison that is NULL beside a NULL, for where that means the same as false. */
    public String comparison(BoundCall call, String left, String right) {
        var arguments = List.<Printed>of(new Printed.Value(left), new Printed.Value(right));
        return OperatorRenderings.comparison(Invocation.of(call, List.of(), arguments, Modifiers.NONE, names));
    }

    /** The SQL of a condition, which may be a number. */
    public static String condition(String sql, Type type) {
        return Conversions.condition(sql, type);
    }

    /** The SQL of a column as a reader gets it: 0 or 1 where DuckDB has a boolean that HogQL calls a number. */
    public static String output(String sql, Type type) {
        var outside = type.mapped(leaf -> leaf == Simple.FLAG ? Types.UINT8 : leaf);
        return outside.equals(type) ? sql : "CAST(%s AS %s)".formatted(sql, DuckDbTypes.name(outside));
    }
}
