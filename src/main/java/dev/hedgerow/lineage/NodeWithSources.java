package dev.hedgerow.lineage;

import java.util.List;
import java.util.UUID;

/**
 * A node, and what it reads.
 *
 * @param sources the nodes that it reads itself
 */
public record NodeWithSources(Node node, List<UUID> sources) {}
