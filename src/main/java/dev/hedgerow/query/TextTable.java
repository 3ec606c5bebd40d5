package dev.hedgerow.query;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An answer as a table of text, for readers that are language models. */
final class TextTable {

    private TextTable() {}

    static String of(List<String> columns, List<List<@Nullable Object>> rows) {
        var header = String.join("|", columns);
        return rows.isEmpty()
                ? header
                : header + "\n" + rows.stream().map(TextTable::line).collect(Collectors.joining("\n"));
    }

    private static String line(List<@Nullable Object> row) {
        return row.stream()
                .map(value -> String.valueOf(value).replace("\n", "\\n").replace("|", "\\|"))
                .collect(Collectors.joining("|"));
    }
}
