package dev.hedgerow.hogql.print.duckdb;

import java.util.regex.Pattern;

/** Small pieces of SQL. */
final class Sql {

    /** A name, a literal, or an element of what is bound: as cheap to read twice as once. */
    private static final Pattern SIMPLE = Pattern.compile(
            "\\(?(?:[\\w.]+|\"[^\"]*\"(?:\\.\"[^\"]*\")*|'[^']{0,40}'|-?\\d+(?:\\.\\d+)?)(?:\\[\\d+])?(?:::\\w+)?\\)?");

    private static final Pattern WHOLE = Pattern.compile("\\(?-?\\d{1,9}\\)?");

    private Sql() {}

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static boolean isWhole(String sql) {
        return WHOLE.matcher(sql).matches();
    }

    static boolean isSimple(String sql) {
        return SIMPLE.matcher(sql).matches();
    }
}
