package dev.hedgerow.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one version of a table, step by step.
 *
 * @param columns what the version has from here on: missing ones are added without values, types are changed; those it
 *     has besides stay; none leaves them as they are
 * @param before the mark it must have, null for none; another one means that somebody else has changed it
 * @param mark the one it has afterwards
 */
public record TableChange(
        TableVersion version,
        List<SourceColumn> columns,
        @Nullable String before,
        String mark,
        List<Step> steps) {

    /** One thing to do with many rows. */
    public sealed interface Step {}

    /** Takes all rows away. */
    public record Clear() implements Step {}

    /** Takes away the rows that agree in the columns of the source. */
    public record Remove(RowSource keys) implements Step {}

    /** Updates the rows that agree in the key, in the columns of the source, and adds the others. */
    public record Put(List<String> key, RowSource rows) implements Step {}

    /**
     * Gives rows another key, in the place of rows that have it already.
     *
     * @param rows the key's columns, and under {@linkplain #former other names} what they were
     */
    public record Move(List<String> key, RowSource rows) implements Step {}

    /** Adds rows. */
    public record Add(RowSource rows) implements Step {}

    /** Adds the rows of another version. */
    public record AddAll(TableVersion from) implements Step {}

    /**
     * Adds rows with some values that rows of another version have.
     *
     * @param rows with the other rows' key under {@linkplain #former other names}
     * @param missing the columns to look up
     */
    public record AddFilled(RowSource rows, TableVersion from, List<String> key, List<String> missing)
            implements Step {}

    /** What a key's column is called where it says by which row to look. */
    public static String former(String column) {
        return "hedgerow_former_" + column;
    }
}
