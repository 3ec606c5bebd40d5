/** How a source is reached: by which addresses, through which tunnel, and how well protected. */
@NullMarked
package dev.hedgerow.connector.network;

import org.jspecify.annotations.NullMarked;
