package dev.hedgerow.hogql.ast;

import java.util.List;

/** One row for each element of the arrays; {@code left} keeps rows whose arrays are empty. */
public record ArrayJoin(boolean left, List<Expr> arrays, Span span) implements Node {}
