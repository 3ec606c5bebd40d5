package dev.hedgerow.syncjob;

import dev.hedgerow.connector.Change;
import dev.hedgerow.connector.Change.Shape;
import dev.hedgerow.connector.ChangeStream.Position;
import dev.hedgerow.connector.Moment;
import dev.hedgerow.engine.ColumnType;
import dev.hedgerow.engine.ColumnType.Simple;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableChange;
import dev.hedgerow.engine.TableVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A table whose changes are followed, while the stream that brings them is open. */
final class FollowedTable {

    private final Sync sync;
    private final State begun;
    private final Track state;
    private final @Nullable Track history;
    private @Nullable Shape shape;
    private @Nullable Layout layout;

    private FollowedTable(Sync sync, State begun, Track state, @Nullable Track history) {
        this.sync = sync;
        this.begun = begun;
        this.state = state;
        this.history = history;
    }

    static FollowedTable of(Sync sync, State begun, Map<TableVersion, String> marks) {
        var version = SyncLedger.version(sync.schema(), Objects.requireNonNull(begun.version()));
        var state = new Track(
                version,
                Moment.of(Objects.requireNonNull(begun.watermark())),
                begun.sourceColumns(),
                marks.get(version));
        var kept = begun.history();
        if (kept == null || kept.moment() == null || !sync.showsHistory()) {
            return new FollowedTable(sync, begun, state, null);
        }
        var past = SyncLedger.history(sync.schema(), kept.version());
        return new FollowedTable(
                sync, begun, state, new Track(past, Moment.of(kept.moment()), kept.sourceColumns(), marks.get(past)));
    }

    Sync sync() {
        return sync;
    }

    Set<String> columnsAsText() {
        return begun.columnsAsText();
    }

    /** @throws Unfollowable when the warehouse has lost a version */
    void requireIn(Set<TableVersion> present) {
        if (!present.contains(state.version()) || (history != null && !present.contains(history.version()))) {
            throw Unfollowable.anew(sync.schema(), "The warehouse has lost the table's rows. The table is read anew.");
        }
    }

    /**
     * @throws Unfollowable when the source has let go of changes that are not here, such as after a backup came back
     */
    void requireLeadOn(Position keptFrom) {
        if (tracks().anyMatch(track -> track.reached().compareTo(keptFrom) < 0)) {
            throw Unfollowable.afterGap(
                    sync.schema(),
                    "The source has let go of changes that this table does not have. The table is read anew.");
        }
    }

    /**
     * @param managed whether we have just published all tables that have a key
     * @throws Unfollowable when the table has not been published all the time since it was read
     */
    void requirePublished(@Nullable String now, boolean managed) {
        if (managed && now == null) {
            throw keyless();
        }
        if (!isPublishedAs(now)) {
            throw Unfollowable.afterGap(
                    sync.schema(), "The publication was without this table for a while. The table is read anew.");
        }
    }

    boolean isPublishedAs(@Nullable String now) {
        var then = begun.publishedAs();
        return then == null || then.equals(now);
    }

    private Stream<Track> tracks() {
        return Stream.of(state, history).flatMap(Stream::ofNullable);
    }

    /** What says in the warehouse that no change up to a position is missing; to be followed by {@link #settle}. */
    Stream<TableChange> settling(Position at) {
        return tracks().flatMap(track -> track.settling(at).stream());
    }

    void settle(Position at) {
        tracks().forEach(track -> track.settle(at));
    }

    /** Whether others have put something else in its place, or want it otherwise, since it was opened. */
    boolean isStill(Sync now, State current) {
        return Objects.equals(begun.version(), current.version())
                && Objects.equals(begun.watermark(), current.watermark())
                && Objects.equals(begun.asText(), current.asText())
                && Objects.equals(versionOf(begun.history()), versionOf(current.history()))
                && Objects.equals(sync.columns(), now.columns())
                && sync.tables() == now.tables();
    }

    private static @Nullable Long versionOf(State.@Nullable History history) {
        return history == null ? null : history.version();
    }

    /**
     * What the changes do to the table's versions.
     *
     * @param past the version with all changes comes first, because it may look up what the other has
     */
    record Folded(@Nullable TableChange past, @Nullable TableChange present, long pastRows, long presentRows) {

        Stream<TableChange> all() {
            return Stream.of(past, present).flatMap(Stream::ofNullable);
        }
    }

    /** @throws Unfollowable when the table has to be read anew first, or cannot be followed at all */
    Folded fold(List<Change> changes) {
        var presentFold = new StateFold();
        var pastFold = new HistoryFold(state.version());
        var present = new Gathered(state.columns());
        var past = history == null ? null : new Gathered(history.columns());
        for (var change : changes) {
            if (change instanceof Shape next) {
                shape = next;
                layout = null;
                continue;
            }
            // Shapes are looked at when they matter: those of changes that are there already may be long past.
            if (past != null && history != null && history.lacks(change)) {
                var as = layout(change);
                past.take(as, () -> historyColumns(past.columns, as.kept()));
                pastFold.add(as, change);
            }
            if (state.lacks(change)) {
                var as = layout(change);
                present.take(as, () -> stateColumns(present.columns, as));
                presentFold.add(as, change);
            }
        }
        var end = changes.getLast().position();
        return new Folded(
                past == null || history == null || past.rows == 0
                        ? null
                        : history.change(past.columns, end, pastFold.steps()),
                present.rows == 0 ? null : state.change(present.columns, end, presentFold.steps()),
                past == null ? 0 : past.rows,
                present.rows);
    }

    void advance(Folded done) {
        if (done.past() != null && history != null) {
            history.advance(done.past());
        }
        if (done.present() != null) {
            state.advance(done.present());
        }
    }

    private static final class Gathered {
        private List<SourceColumn> columns;
        private @Nullable Layout layout;
        private long rows;

        private Gathered(List<SourceColumn> columns) {
            this.columns = columns;
        }

        private void take(Layout as, Supplier<List<SourceColumn>> columns) {
            if (!as.equals(layout)) {
                this.columns = columns.get();
                layout = as;
            }
            rows++;
        }
    }

    private Layout layout(Change change) {
        var known = layout;
        if (known == null) {
            known = layoutAnew(change);
            layout = known;
        }
        return known;
    }

    private Layout layoutAnew(Change change) {
        var current = shape;
        if (current == null) {
            throw new IllegalStateException("A change of %s came before its columns".formatted(change.table()));
        }
        if (current.key().isEmpty()) {
            throw keyless();
        }
        return Layout.of(current, sync::shows);
    }

    private Unfollowable keyless() {
        return Unfollowable.until(
                sync.schema(),
                "Table %s has no primary key any more, without which its changes cannot be followed. Add one, or sync it another way."
                        .formatted(sync.name()));
    }

    /** New columns are empty in the rows there are, unless the source may have filled them. */
    private List<SourceColumn> stateColumns(List<SourceColumn> before, Layout layout) {
        var now = layout.kept();
        var known = new LinkedHashMap<String, ColumnType>();
        before.forEach(column -> known.put(column.name(), column.type()));
        var filled = Objects.requireNonNull(shape).filled();
        for (var column : now) {
            var type = known.get(column.name());
            if (type == null && filled.contains(column.name())) {
                throw Unfollowable.anew(
                        sync.schema(),
                        "Column %s is new, and older rows may have values in it. The table is read anew."
                                .formatted(column.name()));
            }
            if (type != null && !WarehouseTypes.union(type, column.type()).equals(Optional.of(type))) {
                throw Unfollowable.anew(
                        sync.schema(),
                        "Column %s is %s now. The table is read anew."
                                .formatted(column.name(), WarehouseTypes.name(column.type())));
            }
        }
        return Drift.between(before, now).columns();
    }

    /** What is past stays, as text where the types do not meet. */
    static List<SourceColumn> historyColumns(List<SourceColumn> before, List<SourceColumn> now) {
        var columns = new LinkedHashMap<String, SourceColumn>();
        before.forEach(column -> columns.put(column.name(), column));
        for (var column : now) {
            columns.merge(
                    column.name(),
                    column,
                    (known, other) -> new SourceColumn(
                            known.name(),
                            WarehouseTypes.union(known.type(), other.type()).orElse(Simple.TEXT)));
        }
        return new ArrayList<>(columns.values());
    }
}
