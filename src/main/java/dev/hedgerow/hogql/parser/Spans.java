package dev.hedgerow.hogql.parser;

import dev.hedgerow.hogql.ast.Span;
import org.antlr.v4.runtime.ParserRuleContext;

/** Where a piece of the parse tree stands in a text of which the parser saw what begins at {@code offset}. */
record Spans(int offset) {

    Span of(ParserRuleContext context) {
        var start = context.getStart().getStartIndex();
        var stop = context.getStop() == null ? start : context.getStop().getStopIndex() + 1;
        return new Span(offset + start, offset + Math.max(start, stop));
    }
}
