package dev.hedgerow.query;

import dev.hedgerow.hogql.type.Type;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of the engine as PostHog prints them in an answer, by the type that HogQL gives their column. */
final class ValueFormat {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter OFFSET =
            new DateTimeFormatterBuilder().appendOffset("+HH:MM", "Z").toFormatter();

    private ValueFormat() {}

    /** The value as JSON knows it: a number, a text, true or false, a list, a map, or null. */
    static @Nullable Object of(Type type, @Nullable Object value) {
        return value == null ? null : ofPresent(type.bare(), value);
    }

    private static @Nullable Object ofPresent(Type type, Object value) {
        return switch (type) {
            case Type.Array(var element) when value instanceof List<?> list -> list(element, list);
            case Type.Tuple(var elements) when value instanceof Map<?, ?> map -> tuple(elements, map);
            case Type.Tuple(var elements) when value instanceof List<?> list -> tuple(elements, list);
            case Type.Map map when value instanceof Map<?, ?> values -> map(map.value(), values);
            case Type.DateTime time -> time(time, value);
            case Type.Simple simple when simple == Type.Simple.FLAG && value instanceof Boolean flag -> flag ? 1 : 0;
            case Type _ -> plain(value);
        };
    }

    private static Object plain(Object value) {
        return switch (value) {
            case BigDecimal decimal -> decimal.toPlainString();
            case byte[] bytes -> text(bytes);
            case Boolean _, Number _, String _, List<?> _, Map<?, ?> _ -> value;
            default -> value.toString();
        };
    }

    private static List<@Nullable Object> list(Type element, List<?> values) {
        var list = new ArrayList<@Nullable Object>(values.size());
        values.forEach(value -> list.add(of(element, value)));
        return list;
    }

    private static List<@Nullable Object> tuple(List<Type.Tuple.Element> elements, Map<?, ?> struct) {
        return tuple(elements, new ArrayList<>(struct.values()));
    }

    private static List<@Nullable Object> tuple(List<Type.Tuple.Element> elements, List<?> values) {
        var list = new ArrayList<@Nullable Object>(values.size());
        for (int i = 0; i < values.size(); i++) {
            list.add(of(elements.get(i).type(), values.get(i)));
        }
        return list;
    }

    private static Map<String, @Nullable Object> map(Type element, Map<?, ?> values) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        values.forEach((key, value) -> map.put(String.valueOf(key), of(element, value)));
        return map;
    }

    private static String time(Type.DateTime type, Object value) {
        var zone = type.zone() == null ? ZoneOffset.UTC : ZoneId.of(type.zone());
        return switch (value) {
            case Instant moment -> iso(moment.atZone(zone).toOffsetDateTime());
            case LocalDateTime moment ->
                iso(moment.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone).toOffsetDateTime());
            default -> value.toString();
        };
    }

    private static String iso(OffsetDateTime time) {
        var micros = time.get(ChronoField.MICRO_OF_SECOND);
        return SECONDS.format(time) + (micros == 0 ? "" : ".%06d".formatted(micros)) + OFFSET.format(time);
    }

    /** Bytes that are text travel as text, others in hex. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return HexFormat.of().formatHex(bytes);
        }
    }
}
