/** Tests of how DuckDB does the functions. */
@NullMarked
package dev.hedgerow.hogql.print.duckdb;

import org.jspecify.annotations.NullMarked;
