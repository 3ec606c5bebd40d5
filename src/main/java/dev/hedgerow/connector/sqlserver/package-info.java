/** Microsoft SQL Server and Azure SQL. */
@NullMarked
package dev.hedgerow.connector.sqlserver;

import org.jspecify.annotations.NullMarked;
