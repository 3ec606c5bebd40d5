package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.TablePath;

/** Names and values as PostgreSQL writes them; COPY takes no parameters. */
final class Sql {

    private Sql() {}

    static String quoted(String identifier) {
        return '"' + whole(identifier).replace("\"", "\"\"") + '"';
    }

    /** Of the table that is read: a bare name may also be that of an output column, with another value. */
    static String column(String name) {
        return "t." + quoted(name);
    }

    static String quoted(TablePath path) {
        return quoted(path.schema()) + "." + quoted(path.table());
    }

    /** Also right where backslashes escape. */
    static String literal(String text) {
        var quoted = "'" + whole(text).replace("'", "''") + "'";
        return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }

    /** In the protocol a NUL ends the statement. */
    private static String whole(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new ConnectorException.Permanent("A name or value contains a NUL, which Postgres cannot have.", null);
        }
        return text;
    }
}
