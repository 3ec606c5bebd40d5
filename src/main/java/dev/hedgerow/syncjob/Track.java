package dev.hedgerow.syncjob;

import dev.hedgerow.connector.Change;
import dev.hedgerow.connector.ChangeStream.Position;
import dev.hedgerow.connector.Moment;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableChange;
import dev.hedgerow.engine.TableVersion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version of a table that follows changes: which of them it has already. Where it began is known by the moment it was
 * read at, how far it is by the mark that the engine keeps with its rows.
 */
final class Track {

    private final TableVersion version;
    private final Moment moment;
    private List<SourceColumn> columns;
    private @Nullable String mark;

    Track(TableVersion version, Moment moment, List<SourceColumn> columns, @Nullable String mark) {
        this.version = version;
        this.moment = moment;
        this.columns = columns;
        this.mark = mark;
    }

    TableVersion version() {
        return version;
    }

    List<SourceColumn> columns() {
        return columns;
    }

    boolean lacks(Change change) {
        var position = change.position();
        return (mark == null || position.compareTo(position(mark)) > 0) && !moment.saw(position);
    }

    /** What brings the version up to a position; to be followed by {@link #advance} once it is done. */
    TableChange change(List<SourceColumn> columns, Position to, List<TableChange.Step> steps) {
        return new TableChange(version, columns, mark, text(to), steps);
    }

    void advance(TableChange done) {
        columns = done.columns();
        mark = done.mark();
    }

    /** Where its rows are complete up to. */
    Position reached() {
        var read = Position.before(moment.log());
        var marked = mark == null ? read : position(mark);
        return marked.compareTo(read) > 0 ? marked : read;
    }

    /** What says that no change up to a position is missing; empty where that is known. */
    Optional<TableChange> settling(Position at) {
        return mark != null && at.compareTo(position(mark)) <= 0
                ? Optional.empty()
                : Optional.of(new TableChange(version, List.of(), mark, text(at), List.of()));
    }

    void settle(Position at) {
        mark = settling(at).map(TableChange::mark).orElse(mark);
    }

    static String text(Position position) {
        return Long.toUnsignedString(position.log()) + ":" + position.number();
    }

    private static Position position(String mark) {
        var colon = mark.indexOf(':');
        return new Position(
                Long.parseUnsignedLong(mark.substring(0, colon)), Long.parseLong(mark.substring(colon + 1)), 0);
    }
}
