package dev.hedgerow.managedwarehouse;

import java.util.UUID;

/** A project whose tables are published, and the name that is made of. */
record Backfill(long teamId, UUID organizationId, String tableSuffix) {}
