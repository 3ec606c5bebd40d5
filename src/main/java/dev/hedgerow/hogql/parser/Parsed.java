package dev.hedgerow.hogql.parser;

import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Query;
import java.util.List;

/** A query and what it leaves open. */
public record Parsed(Query query, List<Expr.Placeholder> placeholders) {}
