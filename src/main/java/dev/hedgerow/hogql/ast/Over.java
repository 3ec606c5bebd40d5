package dev.hedgerow.hogql.ast;

/** The window of a call: by name or spelled out. */
public sealed interface Over {

    record Named(String name, Span span) implements Over {}

    record Inline(Window window) implements Over {}
}
