/** Running saved queries into tables: asked for or on a schedule, durably, one run of a view at a time. */
@NullMarked
@ApplicationModule(allowedDependencies = {"auth", "web", "query", "engine", "catalog", "worker"})
package dev.hedgerow.modelingjob;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
