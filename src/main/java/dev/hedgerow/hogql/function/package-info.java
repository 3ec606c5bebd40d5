/** The functions of HogQL: their names, what they take and what type they give. How an engine does them is not here. */
@NullMarked
package dev.hedgerow.hogql.function;

import org.jspecify.annotations.NullMarked;
