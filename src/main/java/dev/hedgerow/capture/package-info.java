/** Events in: taken from clients, durably queued, attributed to persons and groups, and loaded into the warehouse. */
@NullMarked
@ApplicationModule(allowedDependencies = {"auth", "web", "hogql", "hogql :: type", "engine", "catalog"})
package dev.hedgerow.capture;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
