/** Reading what comes row by row, whatever it comes from. */
@NullMarked
package dev.hedgerow.connector.rows;

import org.jspecify.annotations.NullMarked;
