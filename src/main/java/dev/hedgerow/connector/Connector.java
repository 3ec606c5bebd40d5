package dev.hedgerow.connector;

import java.util.Map;
import java.util.Set;

/** A kind of source. What it gives out needs no closing until something is read. */
public interface Connector {

    /** The source type's word in the API, such as {@code Postgres}. */
    String kind();

    Release release();

    /** What its tables can do at all; a {@link SourceTable} says what that one can. */
    Set<SyncMethod> methods();

    /**
     * Takes a source's settings as the API has them: {@code job_inputs} with scalars or their texts, and nested objects
     * as maps. Nothing is connected to. Keys of others are ignored, since the API adds its own.
     *
     * @throws InvalidSettings when they cannot be right, wherever they lead
     */
    RemoteSource source(Map<String, ?> settings);

    /** How far a kind has been run against the real thing. */
    enum Release {
        GENERALLY_AVAILABLE,
        ALPHA
    }
}
