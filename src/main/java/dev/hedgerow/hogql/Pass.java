package dev.hedgerow.hogql;

import dev.hedgerow.hogql.plan.Rows;

/** A step that rewrites the meaning of a query, the same for all engines. */
@FunctionalInterface
interface Pass {

    Rows apply(Rows rows, Options options);
}
