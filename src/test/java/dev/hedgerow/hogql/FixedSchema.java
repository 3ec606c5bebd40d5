package dev.hedgerow.hogql;

import dev.hedgerow.hogql.TableDefinition.Field;
import dev.hedgerow.hogql.TableDefinition.Stored;
import dev.hedgerow.hogql.TableDefinition.View;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.TypeNames;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tables that are written down in a test. */
public final class FixedSchema implements Schema {

    private final Map<String, TableDefinition> tables = new LinkedHashMap<>();

    /** {@code columns} are names and types by turns; the location is the name, part by part. */
    public FixedSchema table(String name, String... columns) {
        return table(name, List.of(name.split("\\.")), columns);
    }

    public FixedSchema table(String name, List<String> location, String... columns) {
        var types = new LinkedHashMap<String, Type>();
        for (var i = 0; i < columns.length; i += 2) {
            types.put(columns[i], TypeNames.parse(columns[i + 1]).orElseThrow());
        }
        tables.put(name, Stored.of(name, location, types));
        return this;
    }

    public FixedSchema view(String name, String hogql) {
        tables.put(name, new View(name, hogql));
        return this;
    }

    public FixedSchema field(String table, String name, Field field) {
        if (tables.get(table) instanceof Stored stored) {
            var fields = new LinkedHashMap<>(stored.fields());
            fields.put(name, field);
            tables.put(table, new Stored(stored.name(), stored.location(), fields));
        }
        return this;
    }

    @Override
    public Optional<TableDefinition> find(List<String> name) {
        return Optional.ofNullable(tables.get(String.join(".", name)));
    }

    @Override
    public Collection<String> names() {
        return tables.keySet();
    }
}
