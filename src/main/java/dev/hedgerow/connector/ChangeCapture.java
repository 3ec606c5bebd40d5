package dev.hedgerow.connector;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The changes of a source's tables, kept at the source until they are {@linkplain ChangeStream#acknowledge
 * acknowledged}.
 *
 * <p>How a table begins: {@link #prepare} with it, then {@link #read} all of it, then apply the changes but for those
 * that its {@link Moment} has seen.
 */
public interface ChangeCapture {

    /** What stands in the way, in words for the person; empty when nothing does. */
    List<String> missing(Settings settings, List<TablePath> tables);

    /**
     * Makes the slot, and the publication if that is ours, which then has exactly these tables; refuses when it is not
     * and lacks some. Doing it again is fine; a slot or publication of that name that others made is refused.
     *
     * @return how each table is published, see {@link Status#published}
     */
    Map<TablePath, String> prepare(Settings settings, Set<TablePath> tables);

    /**
     * Waits until every change to come, of the tables that were prepared, is either in the stream or in what is read
     * after this.
     */
    void settle();

    /** Begins to read a table as a whole; the reader's {@linkplain TableReader#highest mark} is its {@link Moment}. */
    TableReader read(TableRead read);

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
     * @param keptFrom where the changes begin that the source still has for us
     * @param published the tables whose changes come, each with a mark that is another one once the table was taken out
     *     for a while: changes made meanwhile never come
     */
    record Status(
            boolean slotExists,
            boolean publicationExists,
            boolean active,
            boolean lost,
            long lagBytes,
            ChangeStream.Position keptFrom,
            Map<TablePath, String> published) {}
}
