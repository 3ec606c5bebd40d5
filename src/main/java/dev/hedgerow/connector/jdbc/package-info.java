/** What is the same for all servers whose JDBC driver streams a result. */
@NullMarked
package dev.hedgerow.connector.jdbc;

import org.jspecify.annotations.NullMarked;
