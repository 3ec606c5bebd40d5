package dev.hedgerow.hogql.type;

import static dev.hedgerow.hogql.type.Type.Simple;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a type's name, as {@code CAST} takes it and as columns are stored with it. */
public final class TypeNames {

    private static final Pattern TOKEN = Pattern.compile("\\s*('(?:[^'\\\\]|\\\\.)*'|[\\w-]+|`[^`]*`|[(),=])\\s*");
    private static final int DEEPEST = 50;

    private final List<String> tokens;
    private int next;

    private TypeNames(List<String> tokens) {
        this.tokens = tokens;
    }

    /** The type of that name: ClickHouse's, or one of the SQL names that ClickHouse takes for its own. */
    public static Optional<Type> parse(String name) {
        return tokens(name).flatMap(tokens -> {
            var names = new TypeNames(tokens);
            try {
                var type = names.type(0);
                return names.next == tokens.size() ? Optional.of(type) : Optional.empty();
            } catch (Unreadable _) {
                return Optional.empty();
            }
        });
    }

    private static Optional<List<String>> tokens(String text) {
        var tokens = new ArrayList<String>();
        var matcher = TOKEN.matcher(text);
        var end = 0;
        while (end < text.length() && matcher.find(end) && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        return end == text.length() ? Optional.of(tokens) : Optional.empty();
    }

    private Type type(int depth) throws Unreadable {
        if (depth > DEEPEST) {
            throw new Unreadable();
        }
        var name = take();
        var type = switch (name) {
            case "Nullable" -> parenthesized(depth).nullable();
            case "LowCardinality" -> parenthesized(depth);
            case "Array" -> new Type.Array(parenthesized(depth));
            case "Map" -> map(depth);
            case "Tuple" -> tuple(depth);
            case "SimpleAggregateFunction", "AggregateFunction" -> throw new Unreadable();
            default -> named(name.toLowerCase(Locale.ROOT), arguments());
        };
        return type;
    }

    private Type named(String name, List<String> arguments) throws Unreadable {
        return switch (name) {
            case "nothing" -> Simple.NOTHING;
            case "bool", "boolean" -> Simple.BOOL;
            case "string",
                    "fixedstring",
                    "text",
                    "varchar",
                    "char",
                    "enum",
                    "enum8",
                    "enum16",
                    "ipv4",
                    "ipv6",
                    "time" -> Simple.TEXT;
            case "json", "object", "jsonb" -> Simple.JSON;
            case "uuid" -> Simple.UUID;
            case "date", "date32" -> Simple.DATE;
            case "datetime" -> new Type.DateTime(0, zone(arguments, 0));
            case "timestamp", "timestamptz" -> new Type.DateTime(6, zone(arguments, 0));
            case "datetime64" -> new Type.DateTime(number(arguments, 0, 3), zone(arguments, 1));
            case "float32", "real" -> new Type.Real(32);
            case "float64", "float", "double" -> Types.FLOAT64;
            case "decimal", "numeric" -> decimal(number(arguments, 0, 10), number(arguments, 1, 0));
            case "decimal32" -> decimal(9, number(arguments, 0, 0));
            case "decimal64" -> decimal(18, number(arguments, 0, 0));
            case "decimal128", "decimal256" -> decimal(38, number(arguments, 0, 0));
            case "tinyint" -> Types.INT8;
            case "smallint" -> Types.INT16;
            case "int", "integer" -> Types.INT32;
            case "bigint" -> Types.INT64;
            default -> sized(name);
        };
    }

    private static Type sized(String name) throws Unreadable {
        for (var bits = 8; bits <= 256; bits *= 2) {
            if (name.equals("int" + bits) || name.equals("uint" + bits)) {
                return new Type.Int(bits, name.startsWith("int"));
            }
        }
        for (var unit : IntervalUnit.values()) {
            if (name.equals("interval" + unit.word())) {
                return new Type.Interval(unit);
            }
        }
        throw new Unreadable();
    }

    private static Type decimal(int precision, int scale) throws Unreadable {
        if (precision < 1 || precision > 76 || scale < 0 || scale > precision) {
            throw new Unreadable();
        }
        return new Type.Decimal(Math.min(38, precision), Math.min(38, scale));
    }

    private Type parenthesized(int depth) throws Unreadable {
        expect("(");
        var type = type(depth + 1);
        expect(")");
        return type;
    }

    private Type map(int depth) throws Unreadable {
        expect("(");
        var key = type(depth + 1);
        expect(",");
        var value = type(depth + 1);
        expect(")");
        return new Type.Map(key, value);
    }

    private Type tuple(int depth) throws Unreadable {
        var elements = new ArrayList<Type.Tuple.Element>();
        expect("(");
        do {
            var named = next + 1 < tokens.size() && !"(),".contains(tokens.get(next + 1));
            var name = named ? take().replace("`", "") : null;
            elements.add(new Type.Tuple.Element(name, type(depth + 1)));
        } while (takeIf(","));
        expect(")");
        return new Type.Tuple(List.copyOf(elements));
    }

    /** What stands in the parentheses after a name: {@code 6, 'UTC'}, or {@code 'a' = 1}. */
    private List<String> arguments() throws Unreadable {
        var arguments = new ArrayList<String>();
        if (takeIf("(")) {
            while (!takeIf(")")) {
                var argument = take();
                if (!argument.equals(",")) {
                    arguments.add(argument);
                }
            }
        }
        return arguments;
    }

    private static int number(List<String> arguments, int index, int otherwise) throws Unreadable {
        if (index >= arguments.size()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(arguments.get(index));
        } catch (NumberFormatException _) {
            throw new Unreadable();
        }
    }

    private static @Nullable String zone(List<String> arguments, int index) {
        return index < arguments.size() ? arguments.get(index).replace("'", "") : null;
    }

    private void expect(String token) throws Unreadable {
        if (!takeIf(token)) {
            throw new Unreadable();
        }
    }

    private boolean takeIf(String token) {
        var there = next < tokens.size() && tokens.get(next).equals(token);
        next += there ? 1 : 0;
        return there;
    }

    private String take() throws Unreadable {
        if (next >= tokens.size()) {
            throw new Unreadable();
        }
        return tokens.get(next++);
    }

    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;
    }
}
