package dev.hedgerow.catalog;

import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.TypeNames;

/**
 * A column of a warehouse table.
 *
 * @param type in ClickHouse's notation, such as {@code Nullable(String)}
 */
public record TableColumn(String name, String type) {

    public static TableColumn of(String name, Type type) {
        return new TableColumn(name, type.clickHouseName());
    }

    /** The coarse name of its type. */
    public String fieldType() {
        return FieldType.of(parsedType());
    }

    public Type parsedType() {
        return TypeNames.parse(type).orElseThrow(() -> new IllegalStateException("not a type: " + type));
    }
}
