/** The query API: HogQL in, rows out. The only module that calls the compiler. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"auth", "web", "hogql", "hogql :: type", "engine", "catalog", "insightvariable"})
package dev.hedgerow.query;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
