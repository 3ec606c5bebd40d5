/**
 * Who there is: organizations, their projects and members, the members' keys, how they log in, and the first of all.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"auth", "web", "server"})
package dev.hedgerow.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
