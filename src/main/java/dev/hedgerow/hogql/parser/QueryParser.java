package dev.hedgerow.hogql.parser;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Span;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** The one door from text to syntax tree. */
public final class QueryParser {

    /** As many characters as ClickHouse takes by default. */
    private static final int MAX_LENGTH = 1 << 20;

    private QueryParser() {}

    /** Reads exactly one SELECT, which a semicolon may end. */
    public static Parsed parse(String text) {
        return parse(
                text,
                HogQlParser::statement,
                0,
                builder -> root -> new Parsed(builder.query(root.query()), builder.placeholders()));
    }

    /** An expression that stands alone. */
    public static Expr expression(String text) {
        return expression(text, 0);
    }

    /** Reads an expression that stands {@code offset} code points into a longer text. */
    static Expr expression(String text, int offset) {
        return parse(
                text,
                HogQlParser::standaloneExpression,
                offset,
                builder -> root -> builder.expressions().aliased(root.aliased()));
    }

    private static <C extends ParserRuleContext, N> N parse(
            String text, Function<HogQlParser, C> rule, int offset, Function<QueryBuilder, Function<C, N>> build) {
        if (text.length() > MAX_LENGTH) {
            throw HogQlException.syntax(
                    "Query is too long: %d characters, the maximum is %d".formatted(text.length(), MAX_LENGTH),
                    Span.NONE);
        }
        try {
            var tokens = new CommonTokenStream(new HogQlLexer(CharStreams.fromString(text)));
            Complexity.check(tokens);
            return build.apply(new QueryBuilder(offset)).apply(tree(tokens, rule, offset));
        } catch (StackOverflowError e) {
            throw HogQlException.syntax("Query is nested too deeply", new Span(offset, offset + text.length()));
        }
    }

    /** Tries the fast prediction mode first; only the full one is sure about what it rejects. */
    private static <C extends ParserRuleContext> C tree(
            CommonTokenStream tokens, Function<HogQlParser, C> rule, int offset) {
        var parser = new HogQlParser(tokens);
        parser.removeErrorListeners();
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        parser.setErrorHandler(new BailErrorStrategy());
        try {
            return rule.apply(parser);
        } catch (ParseCancellationException e) {
            tokens.seek(0);
            parser.reset();
            parser.addErrorListener(new FirstError(offset));
            parser.getInterpreter().setPredictionMode(PredictionMode.LL);
            parser.setErrorHandler(new DefaultErrorStrategy());
            return rule.apply(parser);
        }
    }
}
