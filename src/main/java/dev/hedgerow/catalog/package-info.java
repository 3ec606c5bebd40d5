/** Which tables a project can name, and where the engine keeps them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"auth", "web", "hogql", "hogql :: type", "engine", "account"})
package dev.hedgerow.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
