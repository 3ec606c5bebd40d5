/** Hedgerow: a server that speaks PostHog's Data Warehouse API. The packages below this one are its modules. */
@NullMarked
package dev.hedgerow;

import org.jspecify.annotations.NullMarked;
