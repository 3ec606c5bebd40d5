package dev.hedgerow.hogql.parser;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.Span;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Turns the first syntax error into a refusal that a person can act on. */
final class FirstError extends BaseErrorListener {

    /** A longer list of what could stand here is noise. */
    private static final int MAX_EXPECTED = 3;

    private final int offset;

    FirstError(int offset) {
        this.offset = offset;
    }

    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer,
            @Nullable Object symbol,
            int line,
            int column,
            String message,
            @Nullable RecognitionException cause) {
        if (recognizer instanceof Parser parser && symbol instanceof Token token) {
            throw HogQlException.syntax(describe(parser, token), span(token));
        }
        throw HogQlException.syntax(message, Span.NONE);
    }

    private Span span(Token token) {
        return new Span(
                offset + token.getStartIndex(), offset + Math.max(token.getStartIndex(), token.getStopIndex() + 1));
    }

    private static String describe(Parser parser, Token token) {
        var text = token.getText();
        return switch (token.getType()) {
            case Token.EOF -> "Unexpected end of query" + expected(parser);
            case HogQlLexer.UNTERMINATED_STRING -> "Unterminated string";
            case HogQlLexer.UNTERMINATED_IDENTIFIER -> "Unterminated quoted identifier";
            case HogQlLexer.UNTERMINATED_COMMENT -> "Unterminated comment";
            default -> {
                var previous = token.getTokenIndex() == 0
                        ? null
                        : parser.getTokenStream().get(token.getTokenIndex() - 1);
                if (previous == null) {
                    yield "Only SELECT statements are supported, got `%s`".formatted(text);
                }
                if (previous.getType() == HogQlLexer.SEMICOLON) {
                    yield "Only a single statement is supported, got another one at `%s`".formatted(text);
                }
                yield "Unexpected `%s`".formatted(text) + expected(parser);
            }
        };
    }

    private static String expected(Parser parser) {
        List<Integer> types = parser.getExpectedTokens().toList();
        if (types.isEmpty() || types.size() > MAX_EXPECTED || types.contains(Token.EOF)) {
            return "";
        }
        return types.stream().map(parser.getVocabulary()::getDisplayName).collect(joining(" or ", ", expected ", ""));
    }
}
