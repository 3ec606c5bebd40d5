package dev.hedgerow.hogql.parser;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.Span;

/** Quoted text as it is meant. */
final class Texts {

    private Texts() {}

    static String identifier(String written) {
        var quote = written.charAt(0);
        return quote == '`' || quote == '"' ? unescape(written.substring(1, written.length() - 1), quote) : written;
    }

    static String string(String written) {
        return unescape(written.substring(1, written.length() - 1), '\'');
    }

    /**
     * Follows ClickHouse: a backslash before a letter without meaning is a backslash, which regular expressions rely
     * on.
     */
    static String unescape(String text, char quote) {
        if (text.indexOf('\\') < 0 && text.indexOf(quote) < 0) {
            return text;
        }
        var plain = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == quote && i + 1 < text.length()) {
                i++; // a doubled quote
                plain.append(c);
            } else if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
            } else if (text.charAt(i + 1) == 'x' && i + 3 < text.length() && isHex(text, i + 2)) {
                plain.append((char) Integer.parseInt(text.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                append(plain, text.charAt(++i), quote);
            }
        }
        return plain.toString();
    }

    private static boolean isHex(String text, int at) {
        return Character.digit(text.charAt(at), 16) >= 0 && Character.digit(text.charAt(at + 1), 16) >= 0;
    }

    private static void append(StringBuilder plain, char escaped, char quote) {
        switch (escaped) {
            case 'n' -> plain.append('\n');
            case 't' -> plain.append('\t');
            case 'r' -> plain.append('\r');
            case 'b' -> plain.append('\b');
            case 'f' -> plain.append('\f');
            case 'a' -> plain.append('\u0007');
            case 'v' -> plain.append('\u000B');
            case '0' -> plain.append('\0');
            case '\\' -> plain.append('\\');
            default -> {
                if (escaped != quote && escaped != '\'' && escaped != '{') {
                    plain.append('\\');
                }
                plain.append(escaped);
            }
        }
    }

    static double real(String written, Span span) {
        var value = Double.parseDouble(written);
        if (Double.isInfinite(value)) {
            throw HogQlException.syntax("Number `%s` is too large".formatted(written), span);
        }
        return value;
    }
}
