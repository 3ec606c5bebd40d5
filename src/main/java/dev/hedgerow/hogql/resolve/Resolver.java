package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.Options;
import dev.hedgerow.hogql.Schema;
import dev.hedgerow.hogql.parser.Parsed;

/** The one door from syntax to meaning. */
public final class Resolver {

    private Resolver() {}

    public static Resolved resolve(Parsed parsed, Schema schema, Options options) {
        Placeholders.check(parsed.placeholders(), options);
        var workspace = new Workspace(schema, options);
        var rows = new QueryResolver(workspace).resolve(parsed.query(), null, new CommonTables(null));
        return new Resolved(rows, workspace.lineage().of(rows), workspace.tables(), workspace.tablesThroughViews());
    }
}
