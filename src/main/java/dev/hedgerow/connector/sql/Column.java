package dev.hedgerow.connector.sql;

import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.engine.ColumnType.Decimal;
import dev.hedgerow.engine.ColumnType.Simple;

/**
 * How one column travels.
 *
 * @param expression SQL that has its values in a form that our side reads, with %s for the quoted column
 */
public record Column(TableColumn column, String expression) {

    public String name() {
        return column.name();
    }

    /** The same values, all of which have a place. */
    public Column asText(String expression) {
        return new Column(
                new TableColumn(column.name(), column.dataType(), column.nullable(), Simple.TEXT), expression);
    }

    String selected(String name) {
        return expression.replace("%s", name);
    }

    boolean isNumber() {
        return switch (column.type()) {
            case Decimal _ -> true;
            case Simple simple -> simple == Simple.INTEGER || simple == Simple.BIG_INTEGER || simple == Simple.DOUBLE;
        };
    }
}
