package dev.hedgerow.managedwarehouse;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.Catalog;
import dev.hedgerow.catalog.WarehouseTables;
import dev.hedgerow.hogql.TableDefinition.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Compares what a project has with what of it was published. */
@Component
class PublishingPlan {

    static final String EVENTS = "events";
    static final String PERSONS = "raw_persons";

    /** What failed is not tried all the time, and persons, who are read as a whole, are not read all the time. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Catalog catalog;
    private final WarehouseTables tables;
    private final PublishedTables published;

    PublishingPlan(Catalog catalog, WarehouseTables tables, PublishedTables published) {
        this.catalog = catalog;
        this.tables = tables;
        this.published = published;
    }

    /**
     * What there is to do.
     *
     * @param due to be published now, by the source's name
     * @param gone published once, and no more in the project
     */
    record Work(List<String> due, List<PublishedTable> gone) {

        boolean isNone() {
            return due.isEmpty() && gone.isEmpty();
        }
    }

    Work of(Team team, Instant now) {
        var stamps = stamps(team);
        var present = present(team);
        var due = new ArrayList<String>();
        stamps.forEach((source, stamp) -> {
            var before = present.get(source);
            if (before == null || (!stamp.equals(before.stamp()) && !rests(before, now))) {
                due.add(source);
            }
        });
        var gone = present.values().stream()
                .filter(table -> !stamps.containsKey(table.source()))
                .toList();
        return new Work(due, gone);
    }

    private static boolean rests(PublishedTable table, Instant now) {
        var last = table.failedAt() != null
                ? table.failedAt()
                : table.source().equals(PERSONS) ? table.publishedAt() : null;
        return last != null && last.plus(PAUSE).isAfter(now);
    }

    /** How to read a table, unless it is gone by now. */
    List<Due> read(Team team, String suffix, String source) {
        var schema = catalog.schema(team);
        return schema.find(List.of(source.split("\\.", -1))).stream()
                .filter(Stored.class::isInstance)
                .map(Stored.class::cast)
                .map(table ->
                        new Due(source, name(suffix, source), schema.stamps().getOrDefault(table.name(), ""), table))
                .toList();
    }

    private static String name(String suffix, String source) {
        return switch (source) {
            case EVENTS -> Names.published("events_" + suffix);
            case PERSONS -> Names.published("persons_" + suffix);
            default -> Names.published(source);
        };
    }

    Map<String, PublishedTable> present(Team team) {
        return published.of(team.id()).stream()
                .collect(Collectors.toMap(
                        PublishedTable::source, Function.identity(), (one, _) -> one, LinkedHashMap::new));
    }

    SequencedMap<String, String> stamps(Team team) {
        var stamps = new LinkedHashMap<>(tables.stamps(team));
        var schema = catalog.schema(team);
        for (var source : List.of(EVENTS, PERSONS)) {
            schema.find(List.of(source));
            stamps.put(source, schema.stamps().getOrDefault(source, ""));
        }
        return stamps;
    }

    /** How far behind the project's tables are. */
    Publishing standing(Team team, ManagedWarehouse warehouse, Instant now) {
        var stamps = stamps(team);
        var present = present(team);
        var behind = stamps.entrySet().stream()
                .filter(table -> {
                    var before = present.get(table.getKey());
                    return before == null || !table.getValue().equals(before.stamp());
                })
                .map(table -> present.get(table.getKey()))
                .toList();
        var waiting = behind.stream()
                .map(table ->
                        table == null || table.publishedAt() == null ? warehouse.requestedAt() : table.publishedAt())
                .min(Instant::compareTo);
        return new Publishing(
                stamps.size(),
                behind.size(),
                waiting.map(since -> Duration.between(since, now).toSeconds()).orElse(0L),
                present.values().stream()
                        .map(PublishedTable::publishedAt)
                        .filter(Objects::nonNull)
                        .max(Instant::compareTo)
                        .orElse(null),
                present.values().stream()
                        .filter(table -> table.error() != null)
                        .map(table -> new Publishing.Failure(table.source(), table.error(), table.failedAt()))
                        .toList());
    }
}
