@NullMarked
package dev.hedgerow.hogql.print;

import org.jspecify.annotations.NullMarked;
