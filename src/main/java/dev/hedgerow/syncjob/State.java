package dev.hedgerow.syncjob;

import dev.hedgerow.engine.SourceColumn;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the data of a schema is.
 *
 * @param version the one readers see, null before the first
 * @param mode what the watermark stands for
 * @param watermark where the next incremental read begins; null for the beginning
 * @param staged what a full load has written that no reader sees yet
 * @param asText columns whose values outgrew the types they were declared with
 * @param history the table of all changes, where they are followed and one is kept
 * @param publishedAs how the source published the table's changes when the rows were read
 */
record State(
        @Nullable Long version,
        @Nullable List<KeptColumn> columns,
        @Nullable String mode,
        @Nullable String watermark,
        @Nullable Staged staged,
        @Nullable Set<String> asText,
        @Nullable History history,
        @Nullable String publishedAs) {

    static final State NOTHING = new State(null, null, null, null, null, null, null, null);

    /** A column of a version, with the type that the engine was told. */
    record KeptColumn(String name, String type) {

        static List<KeptColumn> of(List<SourceColumn> columns) {
            return columns.stream()
                    .map(column -> new KeptColumn(column.name(), WarehouseTypes.name(column.type())))
                    .toList();
        }

        SourceColumn column() {
            return new SourceColumn(name, WarehouseTypes.parse(type));
        }
    }

    /**
     * @param after the key of its last row, in whose order it is written; null where it cannot be gone on with
     * @param mark the watermark it will have: what the first reader saw, since a later one would hide what changed
     *     meanwhile in the rows before it
     */
    record Staged(
            long version,
            List<KeptColumn> columns,
            @Nullable List<String> after,
            long rows,
            @Nullable String mark) {}

    /** @param moment whose changes it has from its beginning; null where some are lost since */
    record History(
            long version,
            List<KeptColumn> columns,
            @Nullable String moment,
            long rows) {

        List<SourceColumn> sourceColumns() {
            return columns.stream().map(KeptColumn::column).toList();
        }
    }

    /** Whether the rows are there and the source's changes lead on from them. */
    boolean isFollowed() {
        return version != null && watermark != null && Sync.CDC_MODE.equals(mode);
    }

    /** From here on changes are missing, between what is there and what will be read. */
    State withGap() {
        return keeping(history == null ? null : new History(history.version, history.columns, null, history.rows));
    }

    /** As before the first run, but that readers keep what they have. */
    State anew() {
        return new State(version, columns, null, null, null, null, history, null);
    }

    Set<String> columnsAsText() {
        return asText == null ? Set.of() : asText;
    }

    List<SourceColumn> sourceColumns() {
        return columns == null
                ? List.of()
                : columns.stream().map(KeptColumn::column).toList();
    }

    State staging(@Nullable Staged staged) {
        return new State(version, columns, mode, watermark, staged, asText, history, publishedAs);
    }

    State at(@Nullable String watermark, String mode) {
        return new State(version, columns, mode, watermark, staged, asText, history, publishedAs);
    }

    State withText(Set<String> columns) {
        return new State(version, this.columns, mode, watermark, null, columns, history, publishedAs);
    }

    State published(long version, List<SourceColumn> columns) {
        return new State(version, KeptColumn.of(columns), mode, watermark, staged, asText, history, publishedAs);
    }

    State publishedAs(@Nullable String published) {
        return new State(version, columns, mode, watermark, staged, asText, history, published);
    }

    State keeping(@Nullable History history) {
        return new State(version, columns, mode, watermark, staged, asText, history, publishedAs);
    }
}
