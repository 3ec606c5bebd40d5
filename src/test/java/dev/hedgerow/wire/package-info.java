/** The wire conventions, walked over sockets. */
@NullMarked
package dev.hedgerow.wire;

import org.jspecify.annotations.NullMarked;
