package dev.hedgerow.hogql.parser;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.ast.Span;
import java.util.ArrayList;
import java.util.List;

/** Template strings: {@code f'{a} of {b}'} is {@code concat(toString(a), ' of ', toString(b))}. */
final class Templates {

    private Templates() {}

    /** {@code offset} is where the template starts in the whole text. */
    static Expr read(String written, Span span, int offset) {
        var parts = new ArrayList<Expr>();
        var from = 2; // after f'
        var end = written.length() - 1;
        for (var i = from; i < end; i++) {
            if (written.charAt(i) == '\\') {
                i++;
            } else if (written.charAt(i) == '{') {
                addText(parts, written.substring(from, i), span);
                var close = written.indexOf('}', i);
                if (close < 0 || close >= end) {
                    throw HogQlException.syntax("Unterminated `{` in a template string", span);
                }
                var before = written.codePointCount(0, i + 1);
                var expr = QueryParser.expression(written.substring(i + 1, close), offset + before);
                parts.add(Expr.Call.of("toString", List.of(expr), expr.span()));
                i = close;
                from = close + 1;
            }
        }
        addText(parts, written.substring(from, end), span);
        if (parts.isEmpty()) {
            return new Expr.Constant(new Literal.Text(""), span);
        }
        return parts.size() == 1 && parts.getFirst() instanceof Expr.Constant text
                ? text
                : Expr.Call.of("concat", parts, span);
    }

    private static void addText(List<Expr> parts, String raw, Span span) {
        if (!raw.isEmpty()) {
            parts.add(new Expr.Constant(new Literal.Text(Texts.unescape(raw, '\'')), span));
        }
    }
}
