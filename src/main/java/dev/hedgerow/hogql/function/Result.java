package dev.hedgerow.hogql.function;

import dev.hedgerow.hogql.type.Type;

/** The type a call gives, before the NULLs of its arguments are counted in. */
@FunctionalInterface
interface Result {

    Type of(Checked call);
}
