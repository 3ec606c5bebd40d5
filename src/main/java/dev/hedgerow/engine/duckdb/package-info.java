/**
 * The embedded warehouse: one DuckDB file per namespace, opened by one process. The only package that knows DuckDB's
 * driver.
 */
@NullMarked
package dev.hedgerow.engine.duckdb;

import org.jspecify.annotations.NullMarked;
