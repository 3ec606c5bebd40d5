/**
 * What the public reference promises, asked of a running server over HTTP. Nothing here knows the code behind it, so
 * that the same suite can be run against any server.
 */
@NullMarked
package dev.hedgerow.contract;

import org.jspecify.annotations.NullMarked;
