/** A query as it was written: sealed records with their place in the text. */
@NullMarked
package dev.hedgerow.hogql.ast;

import org.jspecify.annotations.NullMarked;
