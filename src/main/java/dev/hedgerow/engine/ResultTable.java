package dev.hedgerow.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in the order the query gave them, and the columns they have. */
public record ResultTable(List<Column> columns, List<List<@Nullable Object>> rows, boolean hasMore) {

    static final class Collector implements RowConsumer {

        private final List<List<@Nullable Object>> rows = new ArrayList<>();

        @Override
        public void row(List<@Nullable Object> values) {
            rows.add(values);
        }

        List<List<@Nullable Object>> collected() {
            return rows;
        }
    }
}
