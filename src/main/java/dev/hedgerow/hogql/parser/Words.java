package dev.hedgerow.hogql.parser;

import org.antlr.v4.runtime.CharStreams;

/** Whether the grammar takes a word for a name. */
public final class Words {

    private Words() {}

    /** Whether the text can stand as a name without quotes. */
    public static boolean isName(String text) {
        return isWhole(text, HogQlLexer.IDENTIFIER) && !isNumberWord(text);
    }

    /** Whether the text can stand without quotes before the parentheses of a call. */
    public static boolean isFunctionName(String text) {
        return switch (typeOf(text)) {
            case HogQlLexer.IDENTIFIER,
                    HogQlLexer.ALL,
                    HogQlLexer.ANY,
                    HogQlLexer.ARRAY,
                    HogQlLexer.DAY,
                    HogQlLexer.EXTRACT,
                    HogQlLexer.HOUR,
                    HogQlLexer.LEFT,
                    HogQlLexer.MINUTE,
                    HogQlLexer.MONTH,
                    HogQlLexer.QUARTER,
                    HogQlLexer.RANGE,
                    HogQlLexer.REPLACE,
                    HogQlLexer.RIGHT,
                    HogQlLexer.SECOND,
                    HogQlLexer.SUBSTRING,
                    HogQlLexer.TRIM,
                    HogQlLexer.WEEK,
                    HogQlLexer.YEAR -> true;
            default -> false;
        };
    }

    private static boolean isNumberWord(String text) {
        return text.equalsIgnoreCase("inf") || text.equalsIgnoreCase("nan");
    }

    private static boolean isWhole(String text, int type) {
        return typeOf(text) == type;
    }

    /** The kind of token the whole text is, or EOF when it is none or more than one. */
    private static int typeOf(String text) {
        if (text.isEmpty()) {
            return HogQlLexer.EOF;
        }
        var lexer = new HogQlLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        var first = lexer.nextToken();
        return first.getText().length() == text.length() ? first.getType() : HogQlLexer.EOF;
    }
}
