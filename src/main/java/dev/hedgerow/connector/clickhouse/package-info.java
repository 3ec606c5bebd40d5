/** ClickHouse, by its HTTP interface. */
@NullMarked
package dev.hedgerow.connector.clickhouse;

import org.jspecify.annotations.NullMarked;
