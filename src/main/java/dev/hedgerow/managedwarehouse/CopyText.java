package dev.hedgerow.managedwarehouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Rows in the text format of COPY. */
record CopyText(List<PublishedColumn> columns, JsonMapper json) {

    /** An escape for NUL that is not itself escaped: PostgreSQL has no such character, in JSON neither. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

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
            case LocalDateTime moment -> moment + "Z";
            case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
            case List<?> _, Map<?, ?> _ -> withoutNul(json.writeValueAsString(value));
            case String text when column.isJson() -> withoutNul(text);
            default -> value.toString();
        };
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
