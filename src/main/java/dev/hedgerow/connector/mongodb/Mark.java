package dev.hedgerow.connector.mongodb;

import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.CursorType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonDateTime;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** A value that a field is followed from. The server compares it with values of its own kind only. */
record Mark(BsonValue value) {

    private static final Set<String> NUMBERS = Set.of("int", "long", "double", "decimal");
    private static final Set<String> TEXTS = Set.of("string", "symbol");

    /** By the server's names; not arrays, which count as each of their elements. */
    private static final List<String> KINDS = List.of(
            "double",
            "string",
            "object",
            "binData",
            "undefined",
            "objectId",
            "bool",
            "date",
            "null",
            "regex",
            "dbPointer",
            "javascript",
            "symbol",
            "javascriptWithScope",
            "int",
            "timestamp",
            "long",
            "decimal",
            "minKey",
            "maxKey");

    /** Reads what {@link #text} has written, or what somebody has made of it. */
    static Mark read(String text, CursorType type) {
        return switch (type) {
            case INTEGER, NUMERIC, XID -> new Mark(number(text));
            case DATE, DATETIME, TIMESTAMP, OBJECTID -> {
                var moment = moment(text);
                yield new Mark(moment == null ? ValueText.read(text) : moment);
            }
        };
    }

    private static BsonValue number(String text) {
        try {
            return ValueText.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            throw new Permanent("The value '%s' is no number.".formatted(text), e);
        }
    }

    /** A moment, in any of the usual forms; null when it is none. */
    static @Nullable BsonValue moment(String text) {
        try {
            if (text.length() <= "2026-01-31".length()) {
                return moment(LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC));
            }
            var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            return moment(
                    parsed instanceof OffsetDateTime zoned
                            ? zoned
                            : LocalDateTime.from(parsed).atOffset(ZoneOffset.UTC));
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static BsonValue moment(OffsetDateTime moment) {
        return new BsonDateTime(moment.toInstant().toEpochMilli());
    }

    /** The text of a value that a field can be followed by as this type; null when it cannot. */
    static @Nullable String text(BsonValue value, CursorType type) {
        var follows = switch (type) {
            case INTEGER, XID -> value.isInt32() || value.isInt64();
            case NUMERIC -> ValueText.number(value) != null;
            case DATE, DATETIME, TIMESTAMP -> value.isDateTime();
            case OBJECTID -> value.isObjectId();
        };
        if (!follows) {
            return null;
        }
        var text = ValueText.of(value);
        return text.startsWith("{") ? null : text;
    }

    Mark earlier(Duration lookback) {
        return switch (value) {
            case BsonDateTime moment -> new Mark(new BsonDateTime(moment.getValue() - lookback.toMillis()));
            case BsonObjectId id -> new Mark(new BsonObjectId(earlier(id.getValue(), lookback)));
            default -> this;
        };
    }

    /** Its first half tells the second in which it was made; processes count in their own ways in the rest. */
    private static ObjectId earlier(ObjectId id, Duration lookback) {
        if (lookback.isZero()) {
            return id;
        }
        long seconds = Integer.toUnsignedLong(id.getTimestamp()) - lookback.toSeconds();
        return new ObjectId("%08x%016x".formatted(Math.max(0, seconds), 0));
    }

    Stream<String> otherKinds() {
        var own = value instanceof BsonString
                ? TEXTS
                : value.isDateTime() ? Set.of("date") : value.isObjectId() ? Set.of("objectId") : NUMBERS;
        return KINDS.stream().filter(kind -> !own.contains(kind));
    }
}
