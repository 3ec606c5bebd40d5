package dev.hedgerow.hogql.print.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A rendering written as SQL with holes: <code>{0}</code> is the first argument, <code>{0 text}</code> the same as
 * text, <code>{1*}</code> all from the second on, <code>{type}</code> DuckDB's name of the result's type.
 *
 * <p>An argument that stands in several holes would be printed several times, and again in each function around it, so
 * that the SQL doubled with each level of nesting. All that is no plain name or literal is therefore bound first, as
 * the element of a list of one.
 */
final class Template implements Rendering {

    private static final Pattern HOLE = Pattern.compile("\\{(\\d)( \\w+|\\*)?}");

    private final String text;
    private final boolean repeats;

    private Template(String text) {
        this.text = text;
        var holes = HOLE.matcher(text).results().map(hole -> hole.group(1)).toList();
        this.repeats = holes.size() > holes.stream().distinct().count();
    }

    static Rendering of(String text) {
        return new Template(text);
    }

    @Override
    public String of(Invocation call) {
        return repeats ? bound(call, this::fill) : fill(call);
    }

    private String fill(Invocation call) {
        return HOLE.matcher(text)
                .replaceAll(
                        hole -> Matcher.quoteReplacement(hole(call, Integer.parseInt(hole.group(1)), hole.group(2))))
                .replace("{type}", DuckDbTypes.name(call.result()))
                .replace("{default}", Conversions.defaultValue(call.result()));
    }

    private static String hole(Invocation call, int index, @Nullable String form) {
        return switch (form == null ? "" : form.strip()) {
            case "" -> call.sql(index);
            case "*" -> call.joined(index);
            case "text" -> call.text(index);
            case "clock" -> call.clock(index);
            case "condition" -> call.condition(index);
            case "number" -> Conversions.number(call.sql(index), call.type(index));
            case "int" ->
                Sql.isWhole(call.sql(index)) ? call.sql(index) : "CAST(%s AS BIGINT)".formatted(call.sql(index));
            case "double" -> "CAST(%s AS DOUBLE)".formatted(call.sql(index));
            case "result" -> call.as(index, call.result());
            default -> throw new IllegalArgumentException(form);
        };
    }

    /** Renders over arguments that are cheap to print several times. */
    static String bound(Invocation call, Rendering rendering) {
        var complex = IntStream.range(0, call.size())
                .filter(i -> call.arguments().get(i) instanceof Printed.Value(var sql) && !Sql.isSimple(sql))
                .boxed()
                .toList();
        if (complex.isEmpty()) {
            return rendering.of(call);
        }
        var name = call.names().next();
        var arguments = new ArrayList<>(call.arguments());
        for (var i = 0; i < complex.size(); i++) {
            arguments.set(complex.get(i), new Printed.Value(complex.size() == 1 ? name : name + "[" + (i + 1) + "]"));
        }
        var values = complex.stream().map(call::sql).toList();
        return "list_transform([%s], lambda %s: %s)[1]"
                .formatted(row(values), name, rendering.of(call.over(List.copyOf(arguments))));
    }

    private static String row(List<String> values) {
        return values.size() == 1 ? values.getFirst() : values.stream().collect(Collectors.joining(", ", "row(", ")"));
    }
}
