package dev.hedgerow.savedquery;

import dev.hedgerow.auth.Team;
import dev.hedgerow.lineage.Lineage;
import dev.hedgerow.lineage.Node;
import dev.hedgerow.lineage.NodeKind;
import dev.hedgerow.savedquery.FrequencyBounds.Blocker;
import dev.hedgerow.savedquery.FrequencyBounds.Bound;
import dev.hedgerow.savedquery.FrequencyBounds.Option;
import dev.hedgerow.source.Deliveries;
import dev.hedgerow.web.InvalidInput;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How often a view can run to some purpose: not more often than the slowest of the imported tables that it reads is
 * synced, nor less often than the most frequent of the views that read it.
 */
@Component
class FrequencyLimits {

    private final SavedQueryRepository views;
    private final Lineage lineage;
    private final Deliveries deliveries;

    FrequencyLimits(SavedQueryRepository views, Lineage lineage, Deliveries deliveries) {
        this.views = views;
        this.lineage = lineage;
        this.deliveries = deliveries;
    }

    FrequencyBounds of(Team team, Node view) {
        return limits(team, view).shown();
    }

    /** @throws InvalidInput naming who stands in the way */
    void check(Team team, UUID view, Duration every) {
        var limits = limits(team, node(team, view));
        if (limits.floor != null && limits.floor.isOutrunBy(every)) {
            throw refused(every, "%s, which it reads, is synced every %s", limits.floor);
        }
        if (limits.ceiling != null && limits.ceiling.isStarvedBy(every)) {
            throw refused(every, "%s, which reads it, runs every %s", limits.ceiling);
        }
    }

    /**
     * The frequency itself where it is possible; else less often if the sources want it, or more often if readers do.
     */
    SyncFrequency nearest(Team team, UUID view, SyncFrequency wanted) {
        var options = of(team, node(team, view)).options();
        var possible =
                options.stream().filter(Option::allowed).map(Option::cadence).toList();
        if (possible.isEmpty() || possible.contains(wanted)) {
            return wanted;
        }
        return wanted.compareTo(possible.getFirst()) < 0 ? possible.getFirst() : possible.getLast();
    }

    private static InvalidInput refused(Duration every, String reason, Limit limit) {
        return new InvalidInput(
                "sync_frequency",
                "This view cannot run every %s, because %s."
                        .formatted(words(every), reason.formatted(limit.node.name(), words(limit.every))));
    }

    private Node node(Team team, UUID view) {
        return lineage.node(team, view.toString()).orElseThrow();
    }

    private Limits limits(Team team, Node view) {
        var tables = lineage.above(view, NodeKind.TABLE);
        var synced = deliveries.of(team, tables.stream().map(Node::name).toList());
        var floor = tables.stream()
                .flatMap(table -> synced.getOrDefault(table.name(), Optional.empty()).stream()
                        .map(every -> new Limit(every, table)))
                .max(Comparator.naturalOrder());
        var bestEffort = tables.stream()
                .filter(table -> synced.containsKey(table.name())
                        && synced.get(table.name()).isEmpty())
                .sorted(Comparator.comparing(Node::name))
                .toList();
        return new Limits(floor.orElse(null), ceiling(team, view).orElse(null), bestEffort);
    }

    private Optional<Limit> ceiling(Team team, Node view) {
        Map<UUID, Node> readers = lineage.below(view, NodeKind.MATVIEW).stream()
                .collect(Collectors.toMap(node -> UUID.fromString(node.reference()), Function.identity()));
        return readers.isEmpty()
                ? Optional.empty()
                : views.scheduled(team.id(), readers.keySet()).stream()
                        .flatMap(reader -> Optional.ofNullable(readers.get(reader.id()))
                                .map(node -> new Limit(Duration.ofSeconds(reader.seconds()), node))
                                .stream())
                        .min(Comparator.naturalOrder());
    }

    /** {@code 6 hours}. */
    private static String words(Duration every) {
        var days = every.toDays();
        var hours = every.toHours();
        if (days > 0) {
            return days == 1 ? "1 day" : days + " days";
        }
        return hours == 0 ? every.toMinutes() + " minutes" : hours == 1 ? "1 hour" : hours + " hours";
    }

    /** A table or view with the frequency by which it limits others. */
    private record Limit(Duration every, Node node) implements Comparable<Limit> {

        @Override
        public int compareTo(Limit other) {
            return Comparator.comparing(Limit::every)
                    .thenComparing(limit -> limit.node.name())
                    .compare(this, other);
        }

        boolean isOutrunBy(Duration other) {
            return other.compareTo(every) < 0;
        }

        boolean isStarvedBy(Duration other) {
            return other.compareTo(every) > 0;
        }

        Blocker blocker() {
            return new Blocker(node.id(), node.name());
        }

        Bound bound() {
            return new Bound(words(every), blocker());
        }
    }

    private record Limits(@Nullable Limit floor, @Nullable Limit ceiling, List<Node> bestEffort) {

        FrequencyBounds shown() {
            return new FrequencyBounds(
                    "tiered",
                    SyncFrequency.offered().entrySet().stream()
                            .map(offer -> option(offer.getValue(), offer.getKey()))
                            .toList(),
                    floor == null ? null : floor.bound(),
                    ceiling == null ? null : ceiling.bound(),
                    bestEffort.stream()
                            .map(node -> new Blocker(node.id(), node.name()))
                            .toList(),
                    false);
        }

        private Option option(SyncFrequency frequency, Duration every) {
            if (floor != null && floor.isOutrunBy(every)) {
                return new Option(frequency, false, "source", floor.blocker());
            }
            if (ceiling != null && ceiling.isStarvedBy(every)) {
                return new Option(frequency, false, "consumer", ceiling.blocker());
            }
            return new Option(frequency, true, null, null);
        }
    }
}
