/** Where the metadata lives: a PostgreSQL of our own below the data directory, or the one that DATABASE_URL names. */
@NullMarked
@ApplicationModule(allowedDependencies = {"server"})
package dev.hedgerow.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
