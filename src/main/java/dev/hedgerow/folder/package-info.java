/** Folders in which a project's saved queries are kept. */
@NullMarked
@ApplicationModule(allowedDependencies = {"auth", "web"})
package dev.hedgerow.folder;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
