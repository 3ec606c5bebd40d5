/** What a warehouse can do: answer queries, and keep tables as versions that never change under a reader's feet. */
@NullMarked
@ApplicationModule(allowedDependencies = "server")
package dev.hedgerow.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
