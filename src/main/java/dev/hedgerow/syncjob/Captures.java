package dev.hedgerow.syncjob;

import java.util.Optional;
import java.util.UUID;

/** Where change streams find what they follow. Sources implement it, so that this module need not know them. */
public interface Captures {

    /** The source as it is now; empty once it is gone or its changes are not captured any more. */
    Optional<Capture> find(UUID source);
}
