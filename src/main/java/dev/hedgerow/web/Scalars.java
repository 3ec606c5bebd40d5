package dev.hedgerow.web;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Single values as Django REST framework coerces and refuses them; texts are its own, because clients show them. */
final class Scalars {

    private static final Set<String> TRUE =
            Set.of("true", "True", "TRUE", "t", "T", "yes", "Yes", "YES", "y", "Y", "on", "On", "ON", "1", "1.0");
    private static final Set<String> FALSE =
            Set.of("false", "False", "FALSE", "f", "F", "no", "No", "NO", "n", "N", "off", "Off", "OFF", "0", "0.0");
    private static final Pattern INTEGER = Pattern.compile("\\s*(?<digits>[+-]?[0-9]{1,1000})(\\.0*)?\\s*");
    private static final Pattern UUID_TEXT =
            Pattern.compile("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");
    private static final Pattern OFFSET = Pattern.compile("(?i).*(Z|[+-][0-9]{2}(:?[0-9]{2})?)$");

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("H:mm[:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("]")
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(TIME)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter ZONED = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(LOCAL)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private Scalars() {}

    static String string(JsonNode value, String attr) {
        if (!value.isString() && !value.isNumber()) {
            throw new InvalidInput(attr, "Not a valid string.");
        }
        var text = value.isString() ? value.stringValue() : value.toString();
        if (text.indexOf('\0') >= 0) {
            throw new InvalidInput(attr, "null_characters_not_allowed", "Null characters are not allowed.");
        }
        loneSurrogate(text).ifPresent(half -> {
            var detail = "Surrogate characters are not allowed: U+%X.".formatted(half);
            throw new InvalidInput(attr, "surrogate_characters_not_allowed", detail);
        });
        return text;
    }

    static long integer(JsonNode value, String attr, long least, long most) {
        var text = value.isString() ? value.stringValue() : plain(value);
        var matched = INTEGER.matcher(text);
        if (value.isBoolean() || value.isContainer() || !matched.matches()) {
            throw new InvalidInput(attr, "A valid integer is required.");
        }
        return within(new BigInteger(matched.group("digits")), attr, least, most);
    }

    /** A number without an exponent, as Python prints all but the very large. */
    private static String plain(JsonNode value) {
        return value.isFloatingPointNumber() && Double.isFinite(value.doubleValue())
                ? new BigDecimal(value.doubleValue()).toPlainString()
                : value.toString();
    }

    private static long within(BigInteger number, String attr, long least, long most) {
        if (number.compareTo(BigInteger.valueOf(least)) < 0) {
            throw new InvalidInput(
                    attr, "min_value", "Ensure this value is greater than or equal to %d.".formatted(least));
        }
        if (number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new InvalidInput(attr, "max_value", "Ensure this value is less than or equal to %d.".formatted(most));
        }
        return number.longValueExact();
    }

    static boolean bool(JsonNode value, String attr) {
        var text = value.isString() ? value.stringValue().strip() : value.toString();
        if (!value.isContainer() && TRUE.contains(text)) {
            return true;
        }
        if (!value.isContainer() && FALSE.contains(text)) {
            return false;
        }
        throw new InvalidInput(attr, "Must be a valid boolean.");
    }

    static UUID uuid(JsonNode value, String attr) {
        var text = value.isString() ? value.stringValue().strip() : "";
        if (!UUID_TEXT.matcher(text).matches()) {
            throw new InvalidInput(attr, "Must be a valid UUID.");
        }
        var hex = text.replace("-", "");
        return new UUID(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
    }

    /** A moment; one without an offset is UTC. Finer than a microsecond is cut off, as PostgreSQL keeps no more. */
    static Instant instant(JsonNode value, String attr) {
        try {
            var text = value.isString() ? value.stringValue().strip() : "";
            var moment = OFFSET.matcher(text).matches() && text.indexOf(':') > 0
                    ? OffsetDateTime.parse(text, ZONED).toInstant()
                    : LocalDateTime.parse(text, LOCAL).toInstant(ZoneOffset.UTC);
            return moment.truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new InvalidInput(
                    attr,
                    "Datetime has wrong format. Use one of these formats instead: "
                            + "YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].");
        }
    }

    static LocalTime time(JsonNode value, String attr) {
        try {
            return LocalTime.parse(value.isString() ? value.stringValue().strip() : "", TIME)
                    .truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new InvalidInput(
                    attr, "Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]].");
        }
    }

    /** Refuses JSON that PostgreSQL cannot keep: NaN and infinities, NUL and half characters in text or names. */
    static void requireStorable(JsonNode value, String attr) {
        var storable = switch (value.getNodeType()) {
            case STRING -> isStorable(value.stringValue());
            case NUMBER -> !value.isFloatingPointNumber() || Double.isFinite(value.doubleValue());
            case OBJECT -> value.propertyNames().stream().allMatch(Scalars::isStorable);
            case ARRAY, BINARY, BOOLEAN, MISSING, NULL, POJO -> true;
        };
        if (!storable) {
            throw new InvalidInput(attr, "Value must be valid JSON.");
        }
        value.forEach(child -> requireStorable(child, attr));
    }

    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && loneSurrogate(text).isEmpty();
    }

    private static OptionalInt loneSurrogate(String text) {
        return text.codePoints()
                .filter(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                .findFirst();
    }
}
