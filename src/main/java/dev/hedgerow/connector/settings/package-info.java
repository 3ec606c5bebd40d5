/** Reads a source's settings out of what the API keeps of them. */
@NullMarked
package dev.hedgerow.connector.settings;

import org.jspecify.annotations.NullMarked;
