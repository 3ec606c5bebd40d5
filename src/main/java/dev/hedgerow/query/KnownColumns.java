package dev.hedgerow.query;

import dev.hedgerow.hogql.Schema;
import dev.hedgerow.hogql.TableDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A schema in which views whose columns are known are not opened. */
record KnownColumns(Schema schema) implements Schema {

    @Override
    public Optional<TableDefinition> find(List<String> name) {
        return schema.find(name).map(KnownColumns::closed);
    }

    private static TableDefinition closed(TableDefinition table) {
        return table instanceof TableDefinition.View view && !view.columns().isEmpty()
                ? new TableDefinition.Shape(view.name(), view.columns())
                : table;
    }

    @Override
    public Collection<String> names() {
        return schema.names();
    }
}
