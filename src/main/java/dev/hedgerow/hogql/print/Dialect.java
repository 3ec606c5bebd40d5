package dev.hedgerow.hogql.print;

import dev.hedgerow.hogql.plan.Rows;

/** An engine's SQL. */
public interface Dialect {

    /** A query whose columns have exactly the types that the plan says. */
    String print(Rows rows);
}
