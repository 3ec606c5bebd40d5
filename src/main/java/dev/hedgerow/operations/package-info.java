/**
 * What ran, what failed and how much moved: reads what the modules that run things have written down, and writes
 * nothing.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"auth", "web", "hogql", "hogql :: type", "engine", "catalog", "query"})
package dev.hedgerow.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
