package dev.hedgerow.managedwarehouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Rows in the text format of COPY. */
record CopyText(List<PublishedColumn> columns, JsonMapper json) {

    /** An escape for NUL that is not itself escaped: PostgreSQL has no such character, in JSON neither. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private static final DateTimeFormatter DAY =
            yearOfEra().appendPattern("-MM-dd").toFormatter(Locale.ROOT);
    private static final DateTimeFormatter MOMENT = yearOfEra()
            .appendPattern("-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.ROOT);

    private static DateTimeFormatterBuilder yearOfEra() {
        return new DateTimeFormatterBuilder().appendValue(ChronoField.YEAR_OF_ERA, 4, 9, SignStyle.NEVER);
    }

    byte[] line(List<? extends @Nullable Object> values) {
        var line = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            line.append(i == 0 ? "" : "\t");
            var value = values.get(i);
            if (value == null) {
                line.append("\\N");
            } else {
                escape(line, text(columns.get(i), value));
            }
        }
        return line.append('\n').toString().getBytes(UTF_8);
    }

    private String text(PublishedColumn column, Object value) {
        return switch (value) {
            case Boolean flag when column.isFlag() -> flag ? "1" : "0";
            case LocalDate day -> inEra(day, DAY.format(day));
            case LocalDateTime moment -> inEra(moment.toLocalDate(), MOMENT.format(moment) + "Z");
            case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
            case List<?> _, Map<?, ?> _ -> withoutNul(json.writeValueAsString(value));
            case String text when column.isJson() -> withoutNul(text);
            default -> value.toString();
        };
    }

    /** PostgreSQL writes years before the first as it counts them: without a year 0, and with their era. */
    private static String inEra(LocalDate day, String text) {
        return day.getYear() > 0 ? text : text + " BC";
    }

    private static String withoutNul(String text) {
        return text.contains("\\u0000") ? NUL.matcher(text).replaceAll("$1\\\\ufffd") : text;
    }

    private static void escape(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            switch (character) {
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                case '\0' -> line.append('\ufffd');
                default -> line.append(character);
            }
        }
    }
}
