@NullMarked
package dev.hedgerow.hogql;

import org.jspecify.annotations.NullMarked;
