/** From what is written to what is meant: names to columns, operators to functions, and the type of everything. */
@NullMarked
package dev.hedgerow.hogql.resolve;

import org.jspecify.annotations.NullMarked;
