package dev.hedgerow.lineage;

import java.util.UUID;

/** A place in the graph. */
public record Node(UUID id, UUID dag, NodeKind kind, String reference, String name) {}
