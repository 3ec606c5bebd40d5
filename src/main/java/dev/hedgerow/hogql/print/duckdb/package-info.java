/** How DuckDB does what the functions of HogQL say. */
@NullMarked
package dev.hedgerow.hogql.print.duckdb;

import org.jspecify.annotations.NullMarked;
