/** From trees back to text: canonical HogQL, and the SQL of an engine. */
@NullMarked
package dev.hedgerow.hogql.print;

import org.jspecify.annotations.NullMarked;
