/** The description of the API, made from the code that answers it, and a page to read and try it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"auth", "web", "activity"})
package dev.hedgerow.openapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
