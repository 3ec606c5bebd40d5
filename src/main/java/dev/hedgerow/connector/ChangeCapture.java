package dev.hedgerow.connector;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The changes of a source's tables, kept at the source until they are {@linkplain ChangeStream#acknowledge
 * acknowledged}.
 *
 * <p>How a table begins: {@link #prepare} with it, then {@link RemoteSource#read} all of it, then apply the changes.
 * Some of those are in what was read already; applied by key, in order, they lead to the same rows.
 */
public interface ChangeCapture {

    /** What stands in the way, in words for the person; empty when nothing does. */
    List<String> missing(Settings settings, List<TablePath> tables);

    /**
     * Makes the slot, and the publication if that is ours, which then has exactly these tables. Doing it again is fine;
     * a slot or publication of that name that others made is refused.
     */
    void prepare(Settings settings, Set<TablePath> tables);

    Status status(Settings settings);

    /**
     * Begins after what was acknowledged last.
     *
     * @param asText columns whose values outgrew their type, see {@link ConnectorException.ColumnOutgrown}
     */
    ChangeStream open(Settings settings, Map<TablePath, Set<String>> asText);

    /** Removes what {@link #prepare} made; what is gone already is fine. */
    void drop(Settings settings);

    /** @param managed whether publication and slot are ours to make and drop */
    record Settings(String slot, String publication, boolean managed) {}

    /**
     * @param lagBytes what the source has to keep for us, and has not been acknowledged; 0 without a slot
     * @param active whether somebody reads from the slot now
     * @param lost whether the source threw away changes that were not read: only a new beginning helps
     */
    record Status(boolean slotExists, boolean publicationExists, boolean active, boolean lost, long lagBytes) {}
}
