package dev.hedgerow.connector.sql;

import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.TableColumn;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one kind of server wants to be asked. */
public interface Dialect {

    String quoted(String identifier);

    /** SQL for the text of any value, with %s for the quoted column. */
    String text();

    /** How values of the column can be followed; null when they cannot. */
    @Nullable
    CursorType cursorType(TableColumn column);

    /** SQL for a text that {@link #parameter} turns into the value again; those of a cursor sort as the values do. */
    String mark(Column column, String name);

    /** A value of the column, which is no number. */
    Parameter parameter(Column column, String value);

    /** SQL for a moment so much earlier. */
    String earlier(String moment, Duration by);

    /** Stands for the value of this number, the first of which is one. */
    default String placeholder(int number) {
        return "?";
    }

    /** An item of an ORDER BY that has rows without a value first. */
    default String ascending(String name) {
        return name;
    }

    /** @param sql the first question mark of which is where the text is bound */
    record Parameter(String sql, String text) {}
}
