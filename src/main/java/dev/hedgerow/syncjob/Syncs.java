package dev.hedgerow.syncjob;

import java.util.Optional;
import java.util.UUID;

/** Where a run finds what it syncs, and how. Sources implement it, so that this module need not know them. */
public interface Syncs {

    /** The schema as it is now, with its secrets; empty once it is gone. */
    Optional<Sync> find(UUID schema);
}
