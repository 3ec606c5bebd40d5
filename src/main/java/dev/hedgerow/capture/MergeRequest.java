package dev.hedgerow.capture;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client's word that two distinct ids are one person.
 *
 * @param insisting even where both are known by name
 */
record MergeRequest(String from, String into, boolean insisting) {

    /** Not ids but mistakes of programs; merging by them would make everybody one person. */
    private static final Set<String> MISTAKES = quoted(
            "anonymous",
            "guest",
            "distinctid",
            "distinct_id",
            "id",
            "not_authenticated",
            "email",
            "undefined",
            "true",
            "false",
            "[object object]");

    private static final Set<String> MISTAKES_SPELLED_SO = quoted("NaN", "None", "none", "null", "0");

    static Optional<MergeRequest> of(QueuedEvent event, ObjectNode properties) {
        return switch (event.name()) {
            case "$identify" -> of(properties, "$anon_distinct_id", event, false);
            case "$create_alias" -> of(properties, "alias", event, false);
            case "$merge_dangerously" -> of(properties, "alias", event, true);
            default -> Optional.empty();
        };
    }

    private static Optional<MergeRequest> of(
            ObjectNode properties, String field, QueuedEvent event, boolean insisting) {
        var value = properties.path(field);
        var from = value.isNumber() ? value.toString() : value.stringValue(null);
        var into = event.distinctId();
        return from == null || from.equals(into) || isMistake(from) || isMistake(into)
                ? Optional.empty()
                : Optional.of(new MergeRequest(from, into, insisting));
    }

    private static boolean isMistake(String distinctId) {
        return distinctId.isBlank()
                || MISTAKES.contains(distinctId.toLowerCase(Locale.ROOT))
                || MISTAKES_SPELLED_SO.contains(distinctId);
    }

    private static Set<String> quoted(String... ids) {
        return Stream.of(ids)
                .flatMap(id -> Stream.of(id, "'" + id + "'", '"' + id + '"'))
                .collect(toUnmodifiableSet());
    }
}
