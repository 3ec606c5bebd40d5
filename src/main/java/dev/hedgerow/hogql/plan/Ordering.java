package dev.hedgerow.hogql.plan;

/** One key to order by. */
public record Ordering(Term term, boolean descending, boolean nullsFirst) {}
