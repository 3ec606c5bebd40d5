/** Who is calling and what they may do: a credential becomes a caller, a scope is checked, a path becomes a team. */
@NullMarked
@ApplicationModule(allowedDependencies = {"server", "web"})
package dev.hedgerow.auth;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
