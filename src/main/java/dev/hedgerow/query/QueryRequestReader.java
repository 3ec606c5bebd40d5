package dev.hedgerow.query;

import dev.hedgerow.query.QueryRequest.GivenVariable;
import dev.hedgerow.query.QueryRequest.Kind;
import dev.hedgerow.query.QueryRequest.Refresh;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the body of a query. It is stricter than other bodies: a key it does not know is refused, as PostHog does. */
final class QueryRequestReader {

    private static final Set<String> KEYS = Set.of(
            "query",
            "refresh",
            "client_query_id",
            "filters_override",
            "variables_override",
            "name",
            "async",
            "limit_context");
    private static final List<String> KINDS = List.of("HogQLQuery", "DataVisualizationNode", "HogQLMetadata");

    private QueryRequestReader() {}

    /**
     * The query in {@code body}.
     *
     * @param pathKind the kind the path names, which the body must agree with
     * @throws MalformedQuery when the body is not the shape of a query
     */
    static QueryRequest read(JsonNode body, @Nullable String pathKind) {
        body.propertyNames().stream()
                .filter(key -> !KEYS.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new MalformedQuery(key, "Extra inputs are not permitted", "extra_forbidden");
                });
        var query = body.get("query");
        if (query == null) {
            throw new MalformedQuery("query", "Field required", "missing");
        }
        var kind = kind(query, "query");
        if (pathKind != null && !pathKind.equals(kind)) {
            throw new MalformedQuery("query.kind", "Input should be '%s'".formatted(pathKind), "literal_error");
        }
        var node = kind.equals("DataVisualizationNode") ? source(query) : query;
        return new QueryRequest(
                kind.equals("HogQLMetadata") ? Kind.CHECK : Kind.RUN,
                text(node),
                variables(node.get("variables"), body.get("variables_override")),
                values(node.get("values")),
                name(body, node),
                refresh(body),
                string(body.get("client_query_id")),
                connection(node));
    }

    /** The query of a body that asks for nothing else; all kinds we know are in their newest form. */
    static JsonNode current(JsonNode body) {
        var query = body.get("query");
        if (query == null) {
            throw new MalformedQuery("query", "Field required", "missing");
        }
        kind(query, "query");
        return query;
    }

    private static String kind(JsonNode query, String path) {
        if (!query.isObject()) {
            throw new MalformedQuery(path, "Input should be an object", "model_type");
        }
        var kind = string(query.get("kind"));
        if (kind == null) {
            throw new MalformedQuery(path, "Unable to extract tag using discriminator 'kind'", "union_tag_not_found");
        }
        if (!KINDS.contains(kind)) {
            throw new MalformedQuery(
                    path,
                    "Input tag '%s' found using 'kind' does not match any of the expected tags: '%s'"
                            .formatted(kind, String.join("', '", KINDS)),
                    "union_tag_invalid");
        }
        return kind;
    }

    private static JsonNode source(JsonNode query) {
        var source = query.path("source");
        if (!"HogQLQuery".equals(kind(source, "query.source"))) {
            throw new MalformedQuery("query.source.kind", "Input should be 'HogQLQuery'", "literal_error");
        }
        return source;
    }

    private static String text(JsonNode node) {
        var text = node.get("query");
        if (text == null) {
            throw new MalformedQuery("query.query", "Field required", "missing");
        }
        if (!text.isString()) {
            throw new MalformedQuery("query.query", "Input should be a valid string", "string_type");
        }
        return text.stringValue();
    }

    private static @Nullable UUID connection(JsonNode node) {
        var id = node.path("connectionId");
        if (id.isMissingNode() || id.isNull()) {
            return null;
        }
        try {
            return UUID.fromString(id.asString(""));
        } catch (IllegalArgumentException _) {
            throw new MalformedQuery("query.connectionId", "Input should be a valid UUID", "uuid_parsing");
        }
    }

    private static @Nullable String name(JsonNode body, JsonNode node) {
        var name = string(body.get("name"));
        return name == null ? string(node.get("name")) : name;
    }

    private static Refresh refresh(JsonNode body) {
        var refresh = body.path("refresh");
        if (refresh.isMissingNode() || refresh.isNull()) {
            return body.path("async").asBoolean(false) ? Refresh.ASYNC : Refresh.BLOCKING;
        }
        if (refresh.isBoolean()) {
            return refresh.booleanValue() ? Refresh.FORCE_BLOCKING : Refresh.BLOCKING;
        }
        try {
            return Refresh.valueOf(refresh.asString().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new MalformedQuery(
                    "refresh",
                    "Input should be 'blocking', 'async', 'lazy_async', 'async_except_on_cache_miss', 'force_blocking', "
                            + "'force_async' or 'force_cache'",
                    "enum");
        }
    }

    private static Map<String, GivenVariable> variables(@Nullable JsonNode own, @Nullable JsonNode override) {
        var given = new HashMap<String, GivenVariable>();
        for (var source : new JsonNode[] {own, override}) {
            if (source != null) {
                source.forEach(entry -> {
                    var codeName = string(entry.get("code_name"));
                    if (codeName != null) {
                        var value = entry.get("value");
                        given.put(
                                codeName,
                                new GivenVariable(
                                        value == null || value.isNull() ? null : value,
                                        entry.path("isNull").asBoolean(false)));
                    }
                });
            }
        }
        return given;
    }

    private static Map<String, JsonNode> values(@Nullable JsonNode values) {
        var read = new LinkedHashMap<String, JsonNode>();
        if (values != null) {
            values.properties().forEach(entry -> read.put(entry.getKey(), entry.getValue()));
        }
        return read;
    }

    private static @Nullable String string(@Nullable JsonNode node) {
        return node != null && node.isString() ? node.stringValue() : null;
    }
}
