/**
 * Syncs: running a source's table into the warehouse, durably, so that every row counts once whatever dies meanwhile.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"auth", "web", "connector", "engine", "catalog", "worker"})
package dev.hedgerow.syncjob;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
