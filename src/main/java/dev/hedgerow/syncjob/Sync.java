package dev.hedgerow.syncjob;

import dev.hedgerow.auth.Team;
import dev.hedgerow.connector.Redaction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a run needs to know of a schema.
 *
 * @param kind of connector, such as {@code Postgres}
 * @param settings of the connection, secrets and all
 * @param secrets what must not be in any text that leaves this server
 * @param name what the source calls the table
 * @param table what HogQL calls it
 * @param cursor the incremental field, where the type has one
 * @param lookback how far behind the watermark to read again; null for what suits the cursor
 * @param key the columns that tell rows apart; empty where nobody knows
 * @param columns those to sync, null for all
 * @param filters as the API has them
 * @param tables which ones the source's changes fill
 * @param cadence null while it is not synced by itself
 */
public record Sync(
        Team team,
        UUID source,
        UUID schema,
        @Nullable Long owner,
        String kind,
        Map<String, ?> settings,
        Set<String> secrets,
        String name,
        String table,
        SyncType type,
        @Nullable String cursor,
        @Nullable Duration lookback,
        List<String> key,
        @Nullable List<String> columns,
        List<Map<String, Object>> filters,
        CdcTableMode tables,
        @Nullable Cadence cadence) {

    static final String CDC_MODE = "cdc:";

    /** What HogQL calls the table of all changes to a table. */
    public static String historyTable(String table) {
        return table + "_cdc";
    }

    boolean showsState() {
        return type != SyncType.CDC || tables.showsState();
    }

    boolean showsHistory() {
        return type == SyncType.CDC && tables.showsHistory();
    }

    /** The text without the secrets that somebody put into it. */
    String redacted(String text) {
        return Redaction.of(text, secrets);
    }

    /** Whether readers are to see the column; the key and the cursor are always there. */
    boolean shows(String column) {
        return columns == null || columns.contains(column) || key.contains(column) || column.equals(cursor);
    }

    /** What the watermark stands for; with another one it means nothing. */
    String mode() {
        return type == SyncType.CDC
                ? CDC_MODE
                : type.wire + ":" + (cursor == null ? "" : cursor) + ":" + String.join(",", key);
    }

    @Override
    public String toString() {
        return "Sync[%s %s of %s, %s]".formatted(kind, name, source, type.wire);
    }
}
