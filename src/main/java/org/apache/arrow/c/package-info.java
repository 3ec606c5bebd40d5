/** The one class of Arrow that DuckDB's driver knows, without Arrow. */
@NullMarked
package org.apache.arrow.c;

import org.jspecify.annotations.NullMarked;
