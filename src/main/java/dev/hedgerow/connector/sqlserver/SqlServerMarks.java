package dev.hedgerow.connector.sqlserver;

import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.sql.Dialect.Parameter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Values as texts, and back. */
final class SqlServerMarks {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSS");

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
                new Parameter("CONVERT(%s, CONVERT(datetime2(3), ?, 121))".formatted(type), moment(value));
            case "datetime2" -> new Parameter("CONVERT(datetime2(7), ?, 121)", moment(value));
            case "datetimeoffset" ->
                new Parameter("TODATETIMEOFFSET(CONVERT(datetime2(7), ?, 121), '+00:00')", moment(value));
            case "binary", "varbinary", "rowversion" -> new Parameter("CONVERT(varbinary(8000), ?, 2)", value);
            case "bit", "uniqueidentifier" -> new Parameter("CONVERT(%s, ?)".formatted(type), value);
            default -> new Parameter("?", value);
        };
    }

    private static String moment(String value) {
        try {
            var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    value.strip().replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            var moment = parsed instanceof OffsetDateTime zoned
                    ? zoned.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                    : LocalDateTime.from(parsed);
            return MOMENT.format(moment);
        } catch (DateTimeException _) {
            return MOMENT.format(day(value));
        }
    }

    private static LocalDateTime day(String value) {
        try {
            return LocalDate.parse(value.strip()).atStartOfDay();
        } catch (DateTimeException e) {
            throw new Permanent("The value '%s' is no date.".formatted(value), e);
        }
    }

    private static String name(String type) {
        int parameters = type.indexOf('(');
        return parameters < 0 ? type : type.substring(0, parameters);
    }
}
