package dev.hedgerow.modelingjob;

import java.time.Instant;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/** What can be materialized. Saved queries implement it, so that this module need not know them. */
public interface Models {

    /** The model as it is now; empty when it is gone or no longer one. */
    Optional<Model> find(UUID id);

    /**
     * What the model is called now; empty when it is gone. It is asked for in the transaction that publishes a table:
     * who holds the row there keeps a rename from coming between.
     */
    Optional<String> nameOf(UUID id);

    /**
     * The materialized models it reads, through plain views too, each after those it reads itself, with the moment
     * since when they mean what they mean now: when their text, or that of a view behind them, last changed.
     */
    SequencedMap<UUID, Instant> materializedUpstream(Model model);
}
