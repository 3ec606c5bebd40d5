/** Tests of the types. */
@NullMarked
package dev.hedgerow.hogql.type;

import org.jspecify.annotations.NullMarked;
