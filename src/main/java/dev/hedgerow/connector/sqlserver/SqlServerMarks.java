package dev.hedgerow.connector.sqlserver;

import dev.hedgerow.connector.sql.Dialect.Parameter;
import dev.hedgerow.connector.sql.Moments;

/** Values as texts, and back. */
final class SqlServerMarks {

    private static final int FRACTION = 7;

    private SqlServerMarks() {}

    /** @param expression of the column, which is a text already where it must be */
    static String of(String type, String expression) {
        return switch (name(type)) {
            case "date", "time", "datetime", "smalldatetime", "datetime2", "datetimeoffset", "uniqueidentifier" ->
                expression;
            case "binary", "varbinary", "rowversion" -> "CONVERT(varchar(max), CONVERT(varbinary(8000), %s), 2)";
            case "float", "real" -> "CONVERT(varchar(40), %s, 3)";
            default -> "CONVERT(nvarchar(4000), " + expression + ")";
        };
    }

    /** In the column's own type: compared in a finer one, a datetime is later than its own text. */
    static Parameter parameter(String type, String value) {
        return switch (name(type)) {
            case "date" -> new Parameter("CONVERT(date, ?, 23)", value);
            case "datetime", "smalldatetime" ->
                new Parameter(
                        "CONVERT(%s, CONVERT(datetime2(3), ?, 121))".formatted(type), Moments.inUtc(value, FRACTION));
            case "datetime2" -> new Parameter("CONVERT(datetime2(7), ?, 121)", Moments.inUtc(value, FRACTION));
            case "datetimeoffset" ->
                new Parameter(
                        "TODATETIMEOFFSET(CONVERT(datetime2(7), ?, 121), '+00:00')", Moments.inUtc(value, FRACTION));
            case "binary", "varbinary", "rowversion" -> new Parameter("CONVERT(varbinary(8000), ?, 2)", value);
            case "bit", "uniqueidentifier" -> new Parameter("CONVERT(%s, ?)".formatted(type), value);
            default -> new Parameter("?", value);
        };
    }

    private static String name(String type) {
        int parameters = type.indexOf('(');
        return parameters < 0 ? type : type.substring(0, parameters);
    }
}
