/** MySQL and MariaDB. */
@NullMarked
package dev.hedgerow.connector.mysql;

import org.jspecify.annotations.NullMarked;
