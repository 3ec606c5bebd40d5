/** Who changed what: one line for each thing that was done, written in the transaction that did it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"auth", "web"})
package dev.hedgerow.activity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
