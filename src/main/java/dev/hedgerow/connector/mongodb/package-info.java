/** Reads MongoDB: a collection as a table of documents. */
@NullMarked
package dev.hedgerow.connector.mongodb;

import org.jspecify.annotations.NullMarked;
