package dev.hedgerow.connector.mongodb;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The one text of a value. Numbers that MongoDB takes for equal, such as 5 and 5.0, have the same; no two other values
 * do, and {@link #read} gives the value again.
 */
final class ValueText {

    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-f]{24}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d[-+.E\\d]{0,1100}");
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    private static final Pattern JSON = Pattern.compile("[{\\[\"].*|true|false|null", Pattern.DOTALL);
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
    private static final long YEAR_10000 =
            Instant.parse("+10000-01-01T00:00:00Z").toEpochMilli();
    private static final JsonWriterSettings EXACT =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();
    private static final int LONGEST_PLAIN = 19;
    private static final MathContext FLOOR = new MathContext(34, RoundingMode.FLOOR);

    private ValueText() {}

    static String of(BsonValue value) {
        return switch (value) {
            case BsonObjectId id -> id.getValue().toHexString();
            case BsonString string -> string(string);
            case BsonDateTime moment ->
                moment.getValue() >= YEAR_0 && moment.getValue() < YEAR_10000
                        ? MILLIS.format(Instant.ofEpochMilli(moment.getValue()))
                        : json(moment);
            default -> {
                var number = number(value);
                yield number == null ? json(value) : number(number);
            }
        };
    }

    /** As it is, unless that is the text of something else: then in quotes. */
    private static String string(BsonString string) {
        return read(string.getValue()).equals(string) ? string.getValue() : json(string);
    }

    private static String json(BsonValue value) {
        var document = new BsonDocument("v", value).toJson(EXACT);
        return document.substring("{\"v\": ".length(), document.length() - 1);
    }

    /** The value that has this text. */
    static BsonValue read(String text) {
        var value = candidate(text);
        return value != null && of(value).equals(text) ? value : new BsonString(text);
    }

    private static @Nullable BsonValue candidate(String text) {
        try {
            if (OBJECT_ID.matcher(text).matches()) {
                return new BsonObjectId(new ObjectId(text));
            }
            if (MOMENT.matcher(text).matches()) {
                return new BsonDateTime(Instant.parse(text).toEpochMilli());
            }
            if (NUMBER.matcher(text).matches()) {
                return of(new BigDecimal(text));
            }
            return JSON.matcher(text).matches()
                    ? BsonDocument.parse("{\"v\": " + text + "}").get("v")
                    : null;
        } catch (RuntimeException | StackOverflowError _) {
            return null; // looked like one, and is none
        }
    }

    /** A finite number's exact value; null for everything else. */
    static @Nullable BigDecimal number(BsonValue value) {
        return switch (value) {
            case BsonDecimal128 decimal when decimal.getValue().isFinite() -> finite(decimal.getValue());
            case BsonDouble number when Double.isFinite(number.getValue()) -> new BigDecimal(number.getValue());
            case BsonInt32 number -> BigDecimal.valueOf(number.getValue());
            case BsonInt64 number -> BigDecimal.valueOf(number.getValue());
            default -> null;
        };
    }

    private static BigDecimal finite(Decimal128 decimal) {
        try {
            return decimal.bigDecimalValue();
        } catch (ArithmeticException _) {
            return BigDecimal.ZERO; // the negative one
        }
    }

    /** Long whole ones always have an exponent: 24 digits alone are an id. */
    private static String number(BigDecimal number) {
        var shortest = number.stripTrailingZeros();
        if (shortest.scale() > 0) {
            return shortest.toString();
        }
        return isShort(shortest) ? shortest.toPlainString() : shortest.unscaledValue() + "E+" + -shortest.scale();
    }

    /** Whether a whole number has few digits; they are not written out to see, as an exponent may be enormous. */
    private static boolean isShort(BigDecimal whole) {
        return (long) whole.precision() - whole.scale() <= LONGEST_PLAIN;
    }

    /** The number in a type that holds exactly that, or else the nearest below. */
    static BsonValue of(BigDecimal number) {
        var shortest = number.stripTrailingZeros();
        if (shortest.scale() <= 0 && isShort(shortest)) {
            var whole = shortest.toBigInteger();
            if (whole.bitLength() < Long.SIZE) {
                return new BsonInt64(whole.longValue());
            }
        }
        double nearest = number.doubleValue();
        return Double.isFinite(nearest) && new BigDecimal(nearest).compareTo(number) == 0
                ? new BsonDouble(nearest)
                : new BsonDecimal128(new Decimal128(number.round(FLOOR)));
    }
}
