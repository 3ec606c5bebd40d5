package dev.hedgerow.hogql.ast;

/** A stretch of the text, from {@code start} up to and without {@code end}, in code points. */
public record Span(int start, int end) {

    /** The place of what nobody wrote. */
    public static final Span NONE = new Span(0, 0);

    public Span to(Span last) {
        return new Span(start, last.end);
    }
}
