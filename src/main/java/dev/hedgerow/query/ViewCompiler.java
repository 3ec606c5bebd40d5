package dev.hedgerow.query;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.Catalog;
import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.catalog.TableColumn;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.engine.WarehouseException;
import dev.hedgerow.hogql.Compiled;
import dev.hedgerow.hogql.HogQl;
import dev.hedgerow.hogql.HogQlException;
import dev.hedgerow.hogql.Options;
import dev.hedgerow.hogql.Schema;
import dev.hedgerow.web.ApiException;
import org.springframework.stereotype.Service;

/** Compiles views: queries that are kept, so that they have no placeholders, and whose rows nobody limits. */
@Service
public class ViewCompiler {

    private final HogQl compiler = HogQl.forDuckDb();
    private final Catalog catalog;
    private final Warehouse warehouse;

    ViewCompiler(Catalog catalog, Warehouse warehouse) {
        this.catalog = catalog;
        this.warehouse = warehouse;
    }

    /**
     * The view as it runs now, with every view it reads written out.
     *
     * @throws InvalidView saying what no longer fits
     */
    public CompiledView compile(Team team, String hogql) {
        return compile(team, hogql, catalog.schema(team));
    }

    /**
     * What can be known of a view without running it. The views it reads are taken by their columns, so that the cost
     * does not depend on how many there are behind them.
     *
     * @throws InvalidView saying what is wrong with the text
     */
    public CompiledView check(Team team, String hogql) {
        return check(team, hogql, catalog.schema(team));
    }

    /** The same, against tables that need not exist yet. */
    public CompiledView check(Team team, String hogql, Schema schema) {
        return compile(team, hogql, new KnownColumns(schema));
    }

    /**
     * Asks the engine whether it can run a checked view, which it may refuse where types decide.
     *
     * @throws InvalidView with the engine's reason
     * @throws ApiException when the engine cannot answer now
     */
    public void prepare(Team team, CompiledView checked) {
        try {
            warehouse.describe(Namespaces.of(team), checked.sql());
        } catch (WarehouseException.QueryFailed | WarehouseException.QueryRefused refused) {
            throw new InvalidView("Failed to retrieve types for view: " + refused.getMessage());
        } catch (WarehouseException failure) {
            throw QueryUnavailable.of(failure);
        }
    }

    private CompiledView compile(Team team, String hogql, Schema schema) {
        try {
            HogQl.placeholders(hogql).forEach(ViewCompiler::refuse);
            return view(compiler.compile(
                    hogql, schema, Options.NONE.in(team.timezone().getId())));
        } catch (HogQlException refused) {
            throw new InvalidView("Invalid query: " + refused.getMessage());
        }
    }

    private static void refuse(String placeholder) {
        throw new InvalidView(
                placeholder.startsWith("variables.")
                        ? "Variables like {%s} are not allowed in views".formatted(placeholder)
                        : "Filters and placeholder expressions are not allowed in views");
    }

    private static CompiledView view(Compiled compiled) {
        var columns = compiled.columns().stream().map(ViewCompiler::column).toList();
        return new CompiledView(compiled.sql(), columns, compiled.tables());
    }

    private static CompiledView.Column column(Compiled.Column column) {
        var sources = column.origins().stream()
                .map(origin -> new CompiledView.Source(origin.table(), origin.column()))
                .toList();
        return new CompiledView.Column(TableColumn.of(column.label(), column.type()), sources);
    }
}
