/** Who reads whom: a graph of nodes and edges that does not know what a node is. */
@NullMarked
@ApplicationModule(allowedDependencies = {"auth", "web"})
package dev.hedgerow.lineage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
