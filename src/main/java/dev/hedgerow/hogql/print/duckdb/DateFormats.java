package dev.hedgerow.hogql.print.duckdb;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Formats of dates in DuckDB's words, which mean other things by some of the same letters. */
final class DateFormats {

    private static final Pattern MYSQL = Pattern.compile("%(.)", Pattern.DOTALL);
    private static final Pattern JODA = Pattern.compile("'((?:[^']|'')*)'|([a-zA-Z])\\2*|%", Pattern.DOTALL);

    private static final Map<String, String> FROM_MYSQL = Map.ofEntries(
            Map.entry("c", "%m"),
            Map.entry("C", "%Y"),
            Map.entry("D", "%m/%d/%y"),
            Map.entry("e", "%-d"),
            Map.entry("F", "%Y-%m-%d"),
            Map.entry("h", "%I"),
            Map.entry("i", "%M"),
            Map.entry("k", "%-H"),
            Map.entry("l", "%-I"),
            Map.entry("M", "%B"),
            Map.entry("n", "\n"),
            Map.entry("r", "%I:%M %p"),
            Map.entry("R", "%H:%M"),
            Map.entry("s", "%S"),
            Map.entry("t", "\t"),
            Map.entry("T", "%H:%M:%S"),
            Map.entry("W", "%A"));

    private static final Map<String, String> FROM_JODA = Map.ofEntries(
            Map.entry("yyyy", "%Y"),
            Map.entry("y", "%Y"),
            Map.entry("YYYY", "%Y"),
            Map.entry("yy", "%y"),
            Map.entry("MMMM", "%B"),
            Map.entry("MMM", "%b"),
            Map.entry("MM", "%m"),
            Map.entry("M", "%-m"),
            Map.entry("dd", "%d"),
            Map.entry("d", "%-d"),
            Map.entry("D", "%-j"),
            Map.entry("DDD", "%j"),
            Map.entry("HH", "%H"),
            Map.entry("H", "%-H"),
            Map.entry("hh", "%I"),
            Map.entry("h", "%-I"),
            Map.entry("mm", "%M"),
            Map.entry("m", "%-M"),
            Map.entry("ss", "%S"),
            Map.entry("s", "%-S"),
            Map.entry("SSS", "%g"),
            Map.entry("SSSSSS", "%f"),
            Map.entry("a", "%p"),
            Map.entry("EEE", "%a"),
            Map.entry("EEEE", "%A"),
            Map.entry("E", "%a"),
            Map.entry("e", "%u"),
            Map.entry("w", "%V"),
            Map.entry("ww", "%V"),
            Map.entry("x", "%G"),
            Map.entry("xxxx", "%G"));

    private DateFormats() {}

    static String mysql(String format) {
        return MYSQL.matcher(format)
                .replaceAll(
                        letter -> Matcher.quoteReplacement(FROM_MYSQL.getOrDefault(letter.group(1), letter.group())));
    }

    static String joda(String format) {
        return JODA.matcher(format).replaceAll(part -> Matcher.quoteReplacement(joda(part.group(), part.group(1))));
    }

    private static String joda(String part, @Nullable String literal) {
        if (literal != null) {
            return literal.isEmpty() ? "'" : literal.replace("''", "'").replace("%", "%%");
        }
        return part.equals("%") ? "%%" : FROM_JODA.getOrDefault(part, part);
    }
}
