package dev.hedgerow.hogql.function;

import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.Simple;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;

/** What may stand in one place of a call. NULL may stand for any value that need not be constant. */
enum Accepts {
    ANY("a value"),
    NUMBER("a number"),
    INTEGER("a whole number"),
    TEXT("a string"),
    TIME("a date or time"),
    CONDITION("a condition"),
    ARRAY("an array"),
    MAP("a map"),
    TUPLE("a tuple"),
    INTERVAL("an interval"),
    LAMBDA("a lambda"),
    /** Text that is written in the query. */
    CONSTANT("a constant string"),
    /** A whole number that is written in the query. */
    FIXED("a constant whole number"),
    ZONE("the name of a time zone");

    private final String words;

    Accepts(String words) {
        this.words = words;
    }

    static Accepts of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    boolean accepts(Argument argument) {
        var type = argument.type().bare();
        return switch (this) {
            case LAMBDA -> type instanceof Type.Lambda;
            case CONSTANT -> argument.constant() instanceof String;
            case FIXED -> argument.constant() instanceof BigInteger;
            case ZONE -> argument.constant() instanceof String name && isZone(name);
            case ANY, NUMBER, INTEGER, TEXT, TIME, CONDITION, ARRAY, MAP, TUPLE, INTERVAL ->
                type == Simple.NOTHING || acceptsValue(type);
        };
    }

    private boolean acceptsValue(Type type) {
        return switch (this) {
            case ANY -> !(type instanceof Type.Lambda);
            case NUMBER, CONDITION -> type.isNumber();
            case INTEGER -> type instanceof Type.Int || type.isTruth();
            case TEXT -> type.isText() || type instanceof Type.Bytes;
            case TIME -> type.isTime();
            case ARRAY -> type instanceof Type.Array;
            case MAP -> type instanceof Type.Map;
            case TUPLE -> type instanceof Type.Tuple;
            case INTERVAL -> type instanceof Type.Interval;
            case LAMBDA, CONSTANT, FIXED, ZONE -> false;
        };
    }

    private static boolean isZone(String name) {
        try {
            return ZoneId.of(name).getRules() != null;
        } catch (DateTimeException _) {
            return false;
        }
    }

    String words() {
        return words;
    }
}
