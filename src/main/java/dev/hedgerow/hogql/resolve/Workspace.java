package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.Options;
import dev.hedgerow.hogql.Schema;
import dev.hedgerow.hogql.TableDefinition;
import dev.hedgerow.hogql.ast.Span;
import dev.hedgerow.hogql.parser.QueryParser;
import dev.hedgerow.hogql.plan.Rows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is shared by all the queries inside one query: the schema, the labels given, the views opened so far. */
final class Workspace {

    private final Schema schema;
    private final Options options;
    private final Lineage lineage = new Lineage();
    private final Map<String, Rows> views = new HashMap<>();
    private final List<String> openViews = new ArrayList<>();
    private final Set<String> tables = new LinkedHashSet<>();
    private final Set<String> tablesThroughViews = new LinkedHashSet<>();
    private int labels;

    Workspace(Schema schema, Options options) {
        this.schema = schema;
        this.options = options;
    }

    Options options() {
        return options;
    }

    Lineage lineage() {
        return lineage;
    }

    /** The tables and views that the text itself names. */
    Set<String> tables() {
        return tables;
    }

    /** All the tables and views that are read, by views and by fields that join too. */
    Set<String> tablesThroughViews() {
        return tablesThroughViews;
    }

    /** A label that nothing else in the plan has. */
    String label(String name) {
        return name + "_" + ++labels;
    }

    /** The table a query reads by name. */
    TableDefinition table(List<String> name, Span span) {
        var table = schema.find(name).orElseThrow(() -> {
            var dotted = String.join(".", name);
            return HogQlException.resolution("Unknown table `%s`.%s".formatted(dotted, hint(dotted)), span);
        });
        tablesThroughViews.add(table.name());
        if (openViews.isEmpty()) {
            tables.add(table.name());
        }
        return table;
    }

    boolean hasTable(List<String> name) {
        return schema.find(name).isPresent();
    }

    /** The table a field joins; the text does not name it. */
    TableDefinition joinedTable(List<String> name, Span span) {
        var named = new LinkedHashSet<>(tables);
        var table = table(name, span);
        tables.retainAll(named);
        return table;
    }

    private String hint(String name) {
        var suggestions = Suggestions.after(name, schema.names());
        return suggestions.isEmpty() ? "" : suggestions.substring(1);
    }

    /** The rows of a view, which are resolved once however often it is read. */
    Rows open(TableDefinition.View view, Span span) {
        var known = views.get(view.name());
        if (known != null) {
            return known;
        }
        var cycle = openViews.indexOf(view.name());
        if (cycle >= 0) {
            var path = new ArrayList<>(openViews.subList(cycle, openViews.size()));
            path.add(view.name());
            throw HogQlException.resolution("View reads itself: %s".formatted(String.join(" → ", path)), span);
        }
        openViews.add(view.name());
        try {
            var query = QueryParser.parse(view.hogql()).query();
            var rows = new QueryResolver(this).resolve(query, null, new CommonTables(null));
            views.put(view.name(), rows);
            return rows;
        } catch (HogQlException e) {
            throw e.inside(view.name(), span);
        } finally {
            openViews.removeLast();
        }
    }
}
