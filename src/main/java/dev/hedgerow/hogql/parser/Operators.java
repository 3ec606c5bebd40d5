package dev.hedgerow.hogql.parser;

import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.ast.Operator;
import dev.hedgerow.hogql.ast.Span;
import java.math.BigInteger;

/** What single tokens mean. */
final class Operators {

    private Operators() {}

    static Operator of(int token) {
        return switch (token) {
            case HogQlLexer.ASTERISK -> Operator.MULTIPLY;
            case HogQlLexer.SLASH -> Operator.DIVIDE;
            case HogQlLexer.PERCENT -> Operator.MODULO;
            case HogQlLexer.PLUS -> Operator.PLUS;
            case HogQlLexer.MINUS -> Operator.MINUS;
            case HogQlLexer.CONCAT -> Operator.CONCAT;
            case HogQlLexer.EQUAL -> Operator.EQUAL;
            case HogQlLexer.NOT_EQUAL -> Operator.NOT_EQUAL;
            case HogQlLexer.LESS -> Operator.LESS;
            case HogQlLexer.LESS_EQUAL -> Operator.LESS_OR_EQUAL;
            case HogQlLexer.GREATER -> Operator.GREATER;
            case HogQlLexer.GREATER_EQUAL -> Operator.GREATER_OR_EQUAL;
            case HogQlLexer.NULL_SAFE_EQUAL -> Operator.NOT_DISTINCT_FROM;
            case HogQlLexer.REGEX_MATCH -> Operator.MATCH;
            case HogQlLexer.NOT_REGEX_MATCH -> Operator.NOT_MATCH;
            case HogQlLexer.REGEX_INSENSITIVE -> Operator.IMATCH;
            case HogQlLexer.NOT_REGEX_INSENSITIVE -> Operator.NOT_IMATCH;
            default -> throw new IllegalStateException("No operator: " + HogQlLexer.VOCABULARY.getDisplayName(token));
        };
    }

    static Operator like(boolean insensitive, boolean negated) {
        if (insensitive) {
            return negated ? Operator.NOT_ILIKE : Operator.ILIKE;
        }
        return negated ? Operator.NOT_LIKE : Operator.LIKE;
    }

    static Literal number(HogQlParser.NumberContext number, Span span) {
        var text = number.getText();
        if (number.HEXADECIMAL() != null) {
            return new Literal.Whole(new BigInteger(text.substring(2), 16));
        }
        return number.INTEGER() != null && number.DOT() == null
                ? new Literal.Whole(new BigInteger(text))
                : new Literal.Real(Texts.real(text, span));
    }
}
