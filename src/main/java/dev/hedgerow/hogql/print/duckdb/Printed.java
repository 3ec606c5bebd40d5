package dev.hedgerow.hogql.print.duckdb;

import java.util.List;
import java.util.function.Function;

/** An argument in DuckDB's SQL. */
public sealed interface Printed {

    record Value(String sql) implements Printed {}

    /**
     * A lambda whose parameters are still open, as a rendering may have to pass something else than a plain name.
     *
     * @param parameters the names it was written with
     * @param body its body, given the SQL of each parameter
     */
    record Lambda(List<String> parameters, Function<List<String>, String> body) implements Printed {}
}
