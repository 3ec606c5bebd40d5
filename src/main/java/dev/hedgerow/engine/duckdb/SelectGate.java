package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.WarehouseException.QueryFailed;
import dev.hedgerow.engine.WarehouseException.QueryRefused;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The second wall behind the compiler: lets one SELECT through that reads tables, and nothing that reads files,
 * settings or the catalog. It looks at the statement as DuckDB's own parser understood it, so that there is no second
 * opinion on what the text means.
 */
final class SelectGate implements AutoCloseable {

    /** The tables that are functions; every other one reads something outside or about the engine. */
    private static final Set<String> TABLE_FUNCTIONS =
            Set.of("generate_series", "json_each", "json_tree", "range", "unnest");

    /** The queries that only read. A CTE of DuckDB may also insert, delete, or copy to a file. */
    private static final Set<String> READING_NODES =
            Set.of("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE");

    private static final Pattern PRYING = Pattern.compile("pg_(?!typeof$).*|.*duckdb.*|.*_privilege"
            + "|current_(catalog|connection_id|database|query|query_id|role|schemas?|setting|transaction_id|user)"
            + "|session_user|user|getvariable|getenv|nextval|currval|txid_current|in_search_path|write_log"
            + "|get_block_size|query|query_table");

    private static final JsonFactory JSON = JsonFactory.builder()
            // An expression may be nested as deeply as DuckDB admits; this walk keeps its own stack.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1_000_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Parser parser;
    private final Set<String> catalogViews;

    /** A gate that knows the names under which the catalog could be read. */
    SelectGate(Parser parser, Set<String> catalogViews) {
        this.parser = parser;
        this.catalogViews = catalogViews;
    }

    void check(Session session, String select) throws SQLException {
        var tree = parser.parse(session, select);
        try (var json = JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), tree)) {
            walk(json);
        }
    }

    @Override
    public void close() throws SQLException {
        parser.close();
    }

    private void walk(JsonParser json) {
        var open = new ArrayDeque<Node>();
        int statements = 0;
        for (var token = json.nextToken(); token != null; token = json.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                statements += open.size() == 1 ? 1 : 0;
                open.push(new Node(open.peek(), json.currentName()));
            } else if (token == JsonToken.END_OBJECT) {
                check(open.pop());
            } else if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_TRUE) {
                note(open.element(), json.currentName(), json.getString());
            }
        }
        if (statements != 1) {
            throw new QueryRefused("A query is one SELECT statement.", null);
        }
    }

    private static void note(Node node, @Nullable String field, String value) {
        switch (field) {
            case "type" -> node.type = value;
            case "function_name", "table_name" -> node.name = value.toLowerCase(Locale.ROOT);
            case "schema_name", "catalog_name" -> node.qualified |= !value.isEmpty();
            case "error" -> node.failed = true;
            case "error_type" -> node.type = value;
            case "error_message" -> node.name = value;
            case null, default -> {}
        }
    }

    private void check(Node node) {
        if (node.failed) {
            throw node.type.equals("parser")
                    ? QueryFailed.ofStatement(Failures.clean(node.name), null)
                    : new QueryRefused("A query is one SELECT statement.", null);
        }
        switch (node.type) {
            case "SHOW_REF" -> throw refused("SHOW and DESCRIBE");
            case "BASE_TABLE" -> {
                if (node.qualified || catalogViews.contains(node.name)) {
                    throw refused("table " + node.name);
                }
            }
            case "FUNCTION" -> {
                if (PRYING.matcher(node.name).matches() || (node.isTable && !TABLE_FUNCTIONS.contains(node.name))) {
                    throw refused("function " + node.name);
                }
            }
            default -> {
                if (node.type.endsWith("_NODE") && !READING_NODES.contains(node.type)) {
                    throw new QueryRefused("A query cannot change anything.", null);
                }
            }
        }
    }

    private static QueryRefused refused(String what) {
        return new QueryRefused("A query may not use " + what + ".", null);
    }

    private static final class Node {

        private final boolean isTable;
        private String type = "";
        private String name = "";
        private boolean qualified;
        private boolean failed;

        Node(@Nullable Node parent, @Nullable String field) {
            isTable = parent != null && parent.type.equals("TABLE_FUNCTION") && "function".equals(field);
        }
    }
}
