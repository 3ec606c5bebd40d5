package dev.hedgerow.modelingjob;

import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.Teams;
import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.catalog.WarehouseTables;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.engine.WarehouseException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tables of views that nobody points to: a crash between writing and publishing, or before dropping, leaves some. */
@Component
class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final JdbcClient jdbc;
    private final Teams teams;
    private final WarehouseTables tables;
    private final Warehouse warehouse;
    private @Nullable Instant doneFor;

    Leftovers(JdbcClient jdbc, Teams teams, WarehouseTables tables, Warehouse warehouse) {
        this.jdbc = jdbc;
        this.teams = teams;
        this.tables = tables;
        this.warehouse = warehouse;
    }

    /** Looks for them once for each time that this process got hold of the data. */
    void drop(Instant serving) {
        if (!serving.equals(doneFor)) {
            jdbc.sql("SELECT DISTINCT team_id FROM materialization").query((row, _) -> row.getLong(1)).list().stream()
                    .flatMap(id -> teams.find(id).stream())
                    .forEach(this::dropOf);
            doneFor = serving;
        }
    }

    /** What is written but not published yet is kept, because its run is looked up after the tables are. */
    void dropOf(Team team) {
        try {
            dropUnread(team);
        } catch (WarehouseException e) {
            LOG.info("Tables of {} that nobody points to stay for now: {}", team, e.getMessage());
        }
    }

    private void dropUnread(Team team) {
        var written = warehouse.versions(Namespaces.of(team)).stream()
                .filter(version -> version.table().startsWith(Job.TABLE_PREFIX))
                .toList();
        if (!written.isEmpty()) {
            var kept = new HashSet<>(beingWritten(team));
            kept.addAll(tables.versions(team));
            written.stream().filter(version -> !kept.contains(version)).forEach(version -> {
                warehouse.drop(Namespaces.of(team), version);
                LOG.info("Dropped {} of {}, which nobody points to", version, team);
            });
        }
    }

    private List<TableVersion> beingWritten(Team team) {
        return jdbc.sql(
                        "SELECT saved_query_id, attempt FROM data_modeling_job WHERE team_id = :team AND status = 'Running'")
                .param("team", team.id())
                .query((row, _) -> Job.version(row.getObject(1, UUID.class), row.getLong(2)))
                .list();
    }
}
