/** Tests of the functions. */
@NullMarked
package dev.hedgerow.hogql.function;

import org.jspecify.annotations.NullMarked;
