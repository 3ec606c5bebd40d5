/** What is the same for all servers that speak some SQL: the SELECT of a read, and what tables can be synced by. */
@NullMarked
package dev.hedgerow.connector.sql;

import org.jspecify.annotations.NullMarked;
