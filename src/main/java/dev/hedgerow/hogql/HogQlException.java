package dev.hedgerow.hogql;

import dev.hedgerow.hogql.ast.Span;

/** A query that is refused, and where in its text the reason lies. */
public final class HogQlException extends RuntimeException {

    /** What is wrong: the shape of the text, a name or type in it, or that we do not do this. */
    public enum Kind {
        SYNTAX,
        RESOLUTION,
        UNSUPPORTED
    }

    private final Kind kind;
    private final Span span;

    private HogQlException(Kind kind, String message, Span span) {
        super(message);
        this.kind = kind;
        this.span = span;
    }

    public static HogQlException syntax(String message, Span span) {
        return new HogQlException(Kind.SYNTAX, message, span);
    }

    public static HogQlException resolution(String message, Span span) {
        return new HogQlException(Kind.RESOLUTION, message, span);
    }

    public static HogQlException unsupported(String message, Span span) {
        return new HogQlException(Kind.UNSUPPORTED, message, span);
    }

    /** The same refusal for the query that reads the view, which is where a person can see it. */
    public HogQlException inside(String view, Span span) {
        return new HogQlException(kind, "In view `%s`: %s".formatted(view, getMessage()), span);
    }

    public Kind kind() {
        return kind;
    }

    /** The first character of the culprit, counted in code points. */
    public int start() {
        return span.start();
    }

    /** One past the last character of the culprit. */
    public int end() {
        return span.end();
    }
}
