/** A real PostgreSQL database for each organization that wants one: created, handed over, and taken back. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"auth", "web", "database", "hogql", "hogql :: type", "engine", "catalog", "worker"})
package dev.hedgerow.managedwarehouse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
