package dev.hedgerow.syncjob;

import dev.hedgerow.connector.Change;
import dev.hedgerow.connector.ChangeStream;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.syncjob.StreamLedger.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stream of changes, and the tables that it was opened for. */
record OpenStream(
        Capture capture,
        ChangeStream stream,
        Map<UUID, FollowedTable> tables,
        Map<TablePath, FollowedTable> byPath,
        Acknowledged acknowledged)
        implements AutoCloseable {

    /** Those whose rows are there, each with how far it is. */
    static Map<UUID, FollowedTable> followed(Map<UUID, Standing> standings, Map<TableVersion, String> marks) {
        var tables = new LinkedHashMap<UUID, FollowedTable>();
        standings.forEach((schema, standing) -> {
            if (standing.state().isFollowed()) {
                tables.put(schema, FollowedTable.of(standing.sync(), standing.state(), marks));
            }
        });
        return tables;
    }

    /** Whether it still brings what is wanted, into tables that are still those. */
    boolean serves(Capture now, Map<UUID, Standing> standings) {
        var followed = standings.values().stream()
                .filter(standing -> standing.state().isFollowed())
                .toList();
        return capture.reachesTheSame(now)
                && followed.size() == tables.size()
                && followed.stream().allMatch(this::has);
    }

    private boolean has(Standing standing) {
        var table = tables.get(standing.sync().schema());
        return table != null && table.isStill(standing.sync(), standing.state());
    }

    /** The changes of each table that is followed, in order. */
    Map<FollowedTable, List<Change>> byTable(List<Change> changes) {
        var byTable = new LinkedHashMap<FollowedTable, List<Change>>();
        for (var change : changes) {
            var table = byPath.get(change.table());
            if (table != null) {
                byTable.computeIfAbsent(table, _ -> new ArrayList<>()).add(change);
            }
        }
        return byTable;
    }

    /** Whether all its tables are published as they were when they were read. */
    boolean isPublishedAs(Map<TablePath, String> now) {
        return byPath.entrySet().stream().allMatch(entry -> entry.getValue().isPublishedAs(now.get(entry.getKey())));
    }

    @Nullable
    UUID schemaOf(TablePath path) {
        var table = byPath.get(path);
        return table == null ? null : table.sync().schema();
    }

    static Map<TablePath, Set<String>> asText(Map<TablePath, FollowedTable> byPath) {
        var asText = new HashMap<TablePath, Set<String>>();
        byPath.forEach((path, table) -> asText.put(path, table.columnsAsText()));
        return asText;
    }

    @Override
    public void close() {
        stream.close();
    }
}
