package dev.hedgerow.lineage;

import java.util.Collection;
import java.util.UUID;

/**
 * A node above another one.
 *
 * @param reads the nodes that it reads itself
 */
public record Ancestor(Node node, Collection<UUID> reads) {}
