package dev.hedgerow.query;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.Catalog;
import dev.hedgerow.hogql.Checked;
import dev.hedgerow.hogql.Compiled;
import dev.hedgerow.hogql.HogQl;
import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.Options;
import dev.hedgerow.hogql.type.Type;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** HogQL in, SQL for this project's tables out. */
@Component
class QueryCompiler {

    private final HogQl compiler = HogQl.forDuckDb();
    private final Catalog catalog;
    private final QueryProperties properties;

    QueryCompiler(Catalog catalog, QueryProperties properties) {
        this.catalog = catalog;
        this.properties = properties;
    }

    /**
     * The query, held to the rows that an answer may have.
     *
     * @throws InvalidQuery naming what is wrong with the text, and where
     */
    Prepared compile(
            Team team, String text, Map<String, @Nullable Object> variables, Map<String, @Nullable Object> values) {
        var schema = catalog.schema(team);
        var options = options(team).with(variables).withValues(values);
        try {
            var compiled = compiler.compile(text, schema, options);
            return new Prepared(compiled, schema.stamps(), properties.defaultRows());
        } catch (HogQlException refused) {
            throw InvalidQuery.at(String.valueOf(refused.getMessage()), refused.start(), refused.end());
        }
    }

    /** What is wrong with the text, if anything, without running it. */
    QueryMetadata check(Team team, String text) {
        Checked checked = compiler.check(text, catalog.schema(team), options(team));
        return QueryMetadata.of(text, checked);
    }

    private Options options(Team team) {
        return Options.NONE.in(team.timezone().getId()).limited(properties.defaultRows(), 0, properties.maxRows());
    }

    /**
     * A query ready to run.
     *
     * @param stamps of the tables it reads
     * @param defaultRows the limit it was given when it named none
     */
    record Prepared(Compiled compiled, SortedMap<String, String> stamps, int defaultRows) {

        String sql() {
            return compiled.sql();
        }

        String hogql() {
            return compiled.hogql();
        }

        /** Whether the limit is ours, so that there may be more. */
        boolean limitedByDefault() {
            return !compiled.limited();
        }

        List<String> columns() {
            return compiled.columns().stream().map(Compiled.Column::name).toList();
        }

        List<Type> types() {
            return compiled.columns().stream().map(Compiled.Column::type).toList();
        }

        /** Pairs of a column's name and its ClickHouse type. */
        List<List<String>> namedTypes() {
            return compiled.columns().stream()
                    .map(column -> List.of(column.name(), column.type().clickHouseName()))
                    .toList();
        }
    }
}
