package org.apache.arrow.c;

/**
 * Where a stream of Arrow's C interface begins. DuckDB's driver asks for a class of this name and for this method, and
 * for nothing else of Arrow.
 */
public record ArrowArrayStream(long memoryAddress) {}
