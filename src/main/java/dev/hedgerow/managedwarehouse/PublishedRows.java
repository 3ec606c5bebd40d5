package dev.hedgerow.managedwarehouse;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.RowConsumer;
import dev.hedgerow.engine.Warehouse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Moves the rows of one table: events as they come, persons where they changed, everything else anew. */
@Component
class PublishedRows {

    private static final long PORTION = 250_000;
    private static final QueryLimits LIMITS = new QueryLimits(PORTION, Duration.ofMinutes(10));

    /** Events may come to the warehouse a little out of order; those of this long before are read once more. */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private final Warehouse storage;
    private final PublishingPlan plan;
    private final JdbcClient jdbc;

    PublishedRows(Warehouse storage, PublishingPlan plan, JdbcClient jdbc) {
        this.storage = storage;
        this.plan = plan;
        this.jdbc = jdbc;
    }

    PublishedTables.Rows write(PublishedSchema schema, Team team, Due due) throws SQLException {
        var columns = due.columns();
        return switch (due.source()) {
            case PublishingPlan.EVENTS -> {
                var before = plan.present(team).get(PublishingPlan.EVENTS);
                var position = before == null ? null : before.position();
                var since = position == null ? null : position.minus(OVERLAP);
                var newest = new Newest(
                        columns.stream().map(PublishedColumn::name).toList().indexOf("created_at"));
                newest.see(position);
                var count = schema.merge(
                        due.name(),
                        columns,
                        "uuid",
                        null,
                        null,
                        consumer -> read(team, due, since, values -> {
                            newest.see(values);
                            consumer.row(values);
                        }));
                yield new PublishedTables.Rows(due.stamp(), count, newest.moment);
            }
            case PublishingPlan.PERSONS ->
                new PublishedTables.Rows(
                        due.stamp(),
                        schema.merge(
                                due.name(),
                                columns,
                                "id",
                                "version",
                                "is_deleted",
                                consumer -> read(team, due, null, consumer)),
                        null);
            default ->
                new PublishedTables.Rows(
                        due.stamp(),
                        schema.replace(
                                due.name(),
                                columns,
                                key(team, due, columns),
                                consumer -> read(team, due, null, consumer)),
                        null);
        };
    }

    /** In portions, because the engine holds the whole answer to a query in memory. */
    private long read(Team team, Due due, @Nullable Instant since, RowConsumer consumer) {
        var namespace = Namespaces.of(team);
        var range = new ArrayList<@Nullable Object>();
        storage.query(namespace, due.selectRange(since), LIMITS, new Cancellation(), range::addAll);
        var count = 0L;
        if (range.getFirst() instanceof Long first && range.getLast() instanceof Long last) {
            for (var next = first.longValue(); next <= last; next += PORTION) {
                var select = due.select(since, next, next + PORTION);
                count += storage.query(namespace, select, LIMITS, new Cancellation(), consumer)
                        .rows();
            }
        }
        return count;
    }

    /** The key that the table has in its source, if it is one of a source. */
    private List<String> key(Team team, Due due, List<PublishedColumn> columns) {
        var key = jdbc.sql("""
                        SELECT jsonb_array_elements_text(coalesce(primary_key_columns, detected_primary_keys, '[]'))
                          FROM external_data_schema
                         WHERE team_id = :team AND table_name = :table AND deleted_at IS NULL
                        """)
                .param("team", team.id())
                .param("table", due.source())
                .query((row, _) -> Objects.requireNonNull(row.getString(1)))
                .list();
        var names = columns.stream().map(PublishedColumn::name).toList();
        return names.containsAll(key) ? key : List.of();
    }

    /** The newest moment in one column of the rows that pass. */
    private static final class Newest {

        private final int column;
        private @Nullable Instant moment;

        Newest(int column) {
            this.column = column;
        }

        void see(List<? extends @Nullable Object> values) {
            if (values.get(column) instanceof LocalDateTime time) {
                see(time.toInstant(ZoneOffset.UTC));
            }
        }

        void see(@Nullable Instant seen) {
            if (seen != null && (moment == null || seen.isAfter(moment))) {
                moment = seen;
            }
        }
    }
}
