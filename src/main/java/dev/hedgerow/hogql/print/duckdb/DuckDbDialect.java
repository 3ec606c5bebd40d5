package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.plan.Rows;
import dev.hedgerow.hogql.print.Dialect;

/** The SQL of DuckDB 2. */
public final class DuckDbDialect implements Dialect {

    @Override
    public String print(Rows rows) {
        var shared = new SharedViews();
        var draft = new RowsPrinter(shared).whole(rows);
        return shared.found().map(found -> new RowsPrinter(found).whole(rows)).orElse(draft);
    }
}
