/** PostgreSQL and the servers that speak its protocol. */
@NullMarked
package dev.hedgerow.connector.postgres;

import org.jspecify.annotations.NullMarked;
