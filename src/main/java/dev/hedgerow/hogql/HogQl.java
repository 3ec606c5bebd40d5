package dev.hedgerow.hogql;

import dev.hedgerow.hogql.parser.Parsed;
import dev.hedgerow.hogql.parser.QueryParser;
import dev.hedgerow.hogql.plan.Rows;
import dev.hedgerow.hogql.print.Dialect;
import dev.hedgerow.hogql.print.HogQlPrinter;
import dev.hedgerow.hogql.print.duckdb.DuckDbDialect;
import dev.hedgerow.hogql.resolve.Resolved;
import dev.hedgerow.hogql.resolve.Resolver;
import java.util.List;
import java.util.stream.IntStream;

/** The compiler's front door: HogQL in, an engine's SQL out. */
public final class HogQl {

    private static final List<Pass> PASSES = List.of(new LimitRows());

    private final Dialect dialect;

    public HogQl(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The compiler for the embedded engine. */
    public static HogQl forDuckDb() {
        return new HogQl(new DuckDbDialect());
    }

    /**
     * Compiles exactly one SELECT.
     *
     * @throws HogQlException if the text is refused, with the place of the reason
     */
    public Compiled compile(String text, Schema schema, Options options) {
        return Depth.guarded(text, () -> compiled(text, schema, options));
    }

    /**
     * Compiles exactly one SELECT over tables whose rows have to be fetched first.
     *
     * @throws HogQlException if the text is refused, with the place of the reason
     */
    public Fetching compileFetching(String text, Schema schema, Options options) {
        return Depth.guarded(text, () -> {
            var parsed = QueryParser.parse(text);
            var resolved = Resolver.resolve(parsed, schema, options);
            var rows = passed(resolved, options);
            return new Fetching(compiled(parsed, resolved, dialect.print(rows)), Scans.of(rows, dialect));
        });
    }

    /**
     * The dotted names in the text's placeholders; one that holds no name is empty.
     *
     * @throws HogQlException if the text is not one SELECT
     */
    public static List<String> placeholders(String text) {
        return Depth.guarded(
                text,
                () -> QueryParser.parse(text).placeholders().stream()
                        .map(placeholder -> String.join(".", placeholder.chain()))
                        .toList());
    }

    /** Looks for what is wrong with the text without running it. */
    public Checked check(String text, Schema schema, Options options) {
        try {
            var compiled = compile(text, schema, options);
            return new Checked(compiled.columns(), compiled.tables(), List.of());
        } catch (HogQlException e) {
            return new Checked(List.of(), Tables.named(text), List.of(e));
        }
    }

    private Compiled compiled(String text, Schema schema, Options options) {
        var parsed = QueryParser.parse(text);
        var resolved = Resolver.resolve(parsed, schema, options);
        return compiled(parsed, resolved, dialect.print(passed(resolved, options)));
    }

    private static Rows passed(Resolved resolved, Options options) {
        var rows = resolved.rows();
        for (var pass : PASSES) {
            rows = pass.apply(rows, options);
        }
        return rows;
    }

    private static Compiled compiled(Parsed parsed, Resolved resolved, String sql) {
        List<Rows.Output> outputs = resolved.rows().columns();
        var columns = IntStream.range(0, outputs.size())
                .mapToObj(i -> new Compiled.Column(
                        outputs.get(i).name(),
                        outputs.get(i).label(),
                        outputs.get(i).type(),
                        resolved.lineage().get(i)))
                .toList();
        return new Compiled(
                sql,
                HogQlPrinter.print(parsed.query()),
                columns,
                resolved.tables(),
                resolved.tablesThroughViews(),
                LimitRows.isLimited(resolved.rows()));
    }
}
