@NullMarked
package dev.hedgerow.hogql.parser;

import org.jspecify.annotations.NullMarked;
