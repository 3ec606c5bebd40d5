package dev.hedgerow.hogql.print.duckdb;

/** How one function is said in DuckDB's SQL. */
@FunctionalInterface
interface Rendering {

    String of(Invocation call);
}
