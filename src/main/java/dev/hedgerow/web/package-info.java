/** The wire conventions every resource shares: routes and slashes, bodies, the error envelope, pages, JSON, headers. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.hedgerow.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
