package dev.hedgerow.hogql.parser;

import static dev.hedgerow.hogql.parser.HogQlLexer.*;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.Span;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/** Refuses what would cost the parser too much stack or memory, before it starts. */
final class Complexity {

    /** Every token becomes about half a kilobyte of parse tree. */
    private static final int MAX_TOKENS = 150_000;

    static final int MAX_DEPTH = 250;

    private int depth;
    private int cases;
    private int prefixes;

    private Complexity() {}

    static void check(CommonTokenStream tokens) {
        tokens.fill();
        if (tokens.size() > MAX_TOKENS) {
            throw HogQlException.syntax(
                    "Query is too long: %d tokens, the maximum is %d".formatted(tokens.size(), MAX_TOKENS),
                    span(tokens.get(MAX_TOKENS)));
        }
        var complexity = new Complexity();
        for (var token : tokens.getTokens()) {
            complexity.pass(token);
        }
    }

    private void pass(Token token) {
        switch (token.getType()) {
            case LEFT_PAREN, LEFT_BRACKET, LEFT_BRACE -> depth++;
            case RIGHT_PAREN, RIGHT_BRACKET, RIGHT_BRACE -> depth--;
            case CASE -> cases++;
            case END -> cases = Math.max(0, cases - 1);
            // What associates to the right recurses once for each operator.
            case QUESTION, ARROW, COALESCE, LAMBDA, NOT, MINUS -> prefixes++;
            case COMMA, AND, OR, SELECT, FROM, WHERE, JOIN, WHEN, THEN, ELSE, PLUS -> prefixes = 0;
            default -> {}
        }
        if (depth + cases > MAX_DEPTH || prefixes > MAX_DEPTH) {
            throw tooDeep(span(token));
        }
    }

    static HogQlException tooDeep(Span span) {
        return HogQlException.syntax("Query is nested too deeply, the maximum is %d levels".formatted(MAX_DEPTH), span);
    }

    private static Span span(Token token) {
        return new Span(token.getStartIndex(), token.getStopIndex() + 1);
    }
}
