/** What a query means: names bound to columns, types known, sugar gone. Nothing in here belongs to one engine. */
@NullMarked
package dev.hedgerow.hogql.plan;

import org.jspecify.annotations.NullMarked;
