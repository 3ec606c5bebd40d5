package dev.hedgerow.hogql.print.duckdb;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands in or after the parentheses of an aggregate or window call, each already in DuckDB's SQL.
 *
 * @param orderBy such as {@code "a" DESC NULLS LAST}
 * @param filter the condition of FILTER, without the word
 * @param over a window's name or its definition in parentheses, without the word OVER
 */
public record Modifiers(
        boolean distinct,
        List<String> orderBy,
        @Nullable String filter,
        boolean ignoresNulls,
        @Nullable String over) {

    public static final Modifiers NONE = new Modifiers(false, List.of(), null, false, null);

    Modifiers filteredBy(String condition) {
        var both = filter == null ? condition : "(" + filter + ") AND (" + condition + ")";
        return new Modifiers(distinct, orderBy, both, ignoresNulls, over);
    }

    Modifiers asDistinct() {
        return new Modifiers(true, orderBy, filter, ignoresNulls, over);
    }
}
