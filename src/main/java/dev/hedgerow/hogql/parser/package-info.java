/** From text to the syntax tree. Nothing of ANTLR leaves this package. */
@NullMarked
package dev.hedgerow.hogql.parser;

import org.jspecify.annotations.NullMarked;
