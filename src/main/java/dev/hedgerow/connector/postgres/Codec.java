package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.engine.ColumnType;
import dev.hedgerow.engine.ColumnType.Decimal;
import dev.hedgerow.engine.ColumnType.Simple;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How one column travels: what is selected for it, what COPY makes of that, and what it becomes here.
 *
 * @param expression with %s for the quoted column
 */
record Codec(TableColumn column, String expression, Decoder decoder) {

    /** Of the columns of tables; a domain is what it is over. */
    static final String COLUMNS = """
            SELECT a.attrelid AS table, a.attname AS name, a.attnotnull AS required, format_type(a.atttypid, NULL) AS type,
                   b.typname AS base, b.typtype AS base_kind, b.typcategory AS base_category,
                   bn.nspname = 'pg_catalog' AS built_in,
                   CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END AS modifier
              FROM pg_attribute a
              JOIN pg_class c ON c.oid = a.attrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_type t ON t.oid = a.atttypid
              JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
              JOIN pg_namespace bn ON bn.oid = b.typnamespace
            """;

    /** The same of one type by its number, for a column by its name; parameters are name, modifier and type. */
    static final String TYPES = """
            SELECT ?::text AS name, false AS required, format_type(t.oid, NULL) AS type,
                   b.typname AS base, b.typtype AS base_kind, b.typcategory AS base_category,
                   bn.nspname = 'pg_catalog' AS built_in,
                   CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE ? END AS modifier
              FROM pg_type t
              JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
              JOIN pg_namespace bn ON bn.oid = b.typnamespace
             WHERE t.oid = ?::bigint::oid
            """;

    /** Enough for what a division leaves behind, and for amounts in the smallest unit of any currency. */
    static final Decimal UNCONSTRAINED = new Decimal(38, 20);

    static Codec of(ResultSet row) throws SQLException {
        var name = row.getString("name");
        var dataType = row.getString("type");
        boolean nullable = !row.getBoolean("required");
        var form = form(
                row.getString("base"),
                row.getString("base_kind"),
                row.getString("base_category"),
                row.getBoolean("built_in"),
                row.getInt("modifier"));
        return new Codec(new TableColumn(name, dataType, nullable, form.type), form.expression, form.decoder);
    }

    /** A column of whose type nothing is known any more. */
    static Codec unknown(String name) {
        return new Codec(new TableColumn(name, "unknown", true, Simple.TEXT), "%s::text", Decoder.TEXT);
    }

    /** Whether the server makes something else of the value than its text. */
    boolean isComputed() {
        return expression.startsWith("to_json") || expression.endsWith("::numeric");
    }

    /** Whether {@link #text} can tell the text that the server would write. */
    boolean saysText() {
        return !isComputed() && (decoder.equals(Decoder.TEXT) || isNumber() || decoder.equals(Decoder.UUID));
    }

    private boolean isNumber() {
        return decoder.equals(Decoder.SHORT) || decoder.equals(Decoder.INTEGER) || decoder.equals(Decoder.LONG);
    }

    String text(byte[] bytes, int from, int length) {
        if (decoder.equals(Decoder.UUID)) {
            return Decoder.uuid(bytes, from).toString();
        }
        return isNumber() ? Long.toString(Decoder.number(bytes, from, length)) : Decoder.string(bytes, from, length);
    }

    /** The same column, as the server writes it. */
    Codec asText() {
        return new Codec(
                new TableColumn(column.name(), column.dataType(), column.nullable(), Simple.TEXT),
                "%s::text",
                Decoder.TEXT);
    }

    String select() {
        return expression.replace("%s", Sql.column(column.name()));
    }

    private record Form(ColumnType type, String expression, Decoder decoder) {
        Form(ColumnType type, Decoder decoder) {
            this(type, "%s", decoder);
        }
    }

    private static Form form(String type, String kind, String category, boolean builtIn, int modifier) {
        if (category.equals("A") || kind.equals("c")) {
            return new Form(Simple.JSON, "to_json(%s)", Decoder.TEXT);
        }
        return builtIn ? builtIn(type, modifier) : new Form(Simple.TEXT, "%s::text", Decoder.TEXT);
    }

    private static Form builtIn(String type, int modifier) {
        return switch (type) {
            case "bool" -> new Form(Simple.BOOLEAN, Decoder.BOOLEAN);
            case "int2" -> new Form(Simple.INTEGER, Decoder.SHORT);
            case "int4" -> new Form(Simple.INTEGER, Decoder.INTEGER);
            case "int8" -> new Form(Simple.INTEGER, Decoder.LONG);
            case "oid" -> new Form(Simple.INTEGER, "%s::bigint", Decoder.LONG);
            case "float4" -> new Form(Simple.DOUBLE, Decoder.FLOAT);
            case "float8" -> new Form(Simple.DOUBLE, Decoder.DOUBLE);
            case "numeric" -> numeric(modifier);
            case "money" -> new Form(UNCONSTRAINED, "%s::numeric", new NumericDecoder(UNCONSTRAINED));
            case "text", "varchar", "bpchar", "name" -> new Form(Simple.TEXT, Decoder.TEXT);
            case "json" -> new Form(Simple.JSON, Decoder.TEXT);
            case "jsonb" -> new Form(Simple.JSON, Decoder.JSONB);
            case "bytea" -> new Form(Simple.BYTES, Decoder.BYTES);
            case "uuid" -> new Form(Simple.UUID, Decoder.UUID);
            case "date" -> new Form(Simple.DATE, Decoder.DATE);
            case "timestamp", "timestamptz" -> new Form(Simple.TIMESTAMP, Decoder.TIMESTAMP);
            default -> new Form(Simple.TEXT, "%s::text", Decoder.TEXT);
        };
    }

    private static Form numeric(int modifier) {
        if (modifier < 0) {
            return new Form(UNCONSTRAINED, new NumericDecoder(UNCONSTRAINED));
        }
        int precision = (modifier - 4) >> 16 & 0xffff;
        // Since version 15 in eleven bits with a sign.
        int scale = ((modifier - 4 & 0x7ff) ^ 1024) - 1024;
        int digits = Math.max(Math.max(precision, scale), precision - Math.min(scale, 0));
        if (digits > Decimal.MAX_PRECISION) {
            return new Form(Simple.TEXT, "%s::text", Decoder.TEXT);
        }
        var type = new Decimal(digits, Math.max(scale, 0));
        return new Form(type, new NumericDecoder(type));
    }
}
