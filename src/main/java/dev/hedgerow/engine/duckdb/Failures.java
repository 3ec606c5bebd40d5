package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.WarehouseException;
import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * Tells what went wrong from DuckDB's message, because its driver gives neither codes nor states, and cleans the
 * message for users.
 */
final class Failures {

    private static final Pattern KIND = Pattern.compile("^(?:java\\.sql\\.SQLException: )?([A-Za-z_ ]{2,40}?) Error: ");
    private static final Pattern QUOTED_STATEMENT = Pattern.compile("\\n+LINE \\d+:.*", Pattern.DOTALL);
    private static final Pattern SUGGESTION = Pattern.compile("\\s*Did you mean .*", Pattern.DOTALL);
    private static final Pattern STACK_TRACE = Pattern.compile("\\n\\tat .*", Pattern.DOTALL);
    private static final Pattern VERSION = Pattern.compile("__v\\d+");
    private static final Pattern PATH = Pattern.compile("[\"']?(?:/[\\w.-]+){2,}/?[\"']?");
    private static final Pattern MISSING = Pattern.compile("Table with name (.+?) does not exist", Pattern.DOTALL);
    private static final Pattern EXISTING = Pattern.compile("Table with name \"(.+)\" already exists", Pattern.DOTALL);

    private Failures() {}

    static WarehouseException of(SQLException cause, Namespace namespace) {
        var message = cause.getMessage() == null ? "" : cause.getMessage();
        var kind = KIND.matcher(message);
        if (!kind.find()) {
            return new WarehouseException.Internal(cause);
        }
        var text = message.substring(kind.end());
        if (text.contains("No space left") || text.contains("Disk quota") || text.contains("max_temp_directory_size")) {
            return new WarehouseException.OutOfDisk(cause);
        }
        return switch (kind.group(1)) {
            case "INTERRUPT" -> new WarehouseException.Cancelled();
            case "Out of Memory" -> new WarehouseException.OutOfMemory(cause);
            case "IO" -> inputOutput(text, namespace, cause);
            case "Serialization", "Data Corruption" -> new WarehouseException.Damaged(namespace, cause);
            case "Permission" -> new WarehouseException.QueryRefused("This is not allowed in a query.", cause);
            case "TransactionContext" -> transaction(text, cause);
            case "Catalog" -> catalog(text, cause);
            case "Binder", "Parser" -> WarehouseException.QueryFailed.ofStatement(clean(text), cause);
            case "FATAL", "INTERNAL" -> new WarehouseException.Internal(cause);
            default -> new WarehouseException.QueryFailed(clean(text), cause);
        };
    }

    /** Whether the database refuses everything from here on and must be opened anew. */
    static boolean invalidates(SQLException cause) {
        var message = String.valueOf(cause.getMessage());
        return message.startsWith("FATAL")
                || message.startsWith("INTERNAL")
                || message.contains("database has been invalidated");
    }

    static String clean(String text) {
        var cleaned = QUOTED_STATEMENT.matcher(text).replaceFirst("");
        cleaned = STACK_TRACE.matcher(cleaned).replaceFirst("");
        cleaned = SUGGESTION.matcher(cleaned).replaceFirst("");
        cleaned = VERSION.matcher(cleaned).replaceAll("");
        return PATH.matcher(cleaned).replaceAll("a file").strip();
    }

    private static WarehouseException inputOutput(String text, Namespace namespace, SQLException cause) {
        return text.contains("not a valid DuckDB database") || text.contains("Could not read enough bytes")
                ? new WarehouseException.Damaged(namespace, cause)
                : new WarehouseException.Internal(cause);
    }

    private static WarehouseException transaction(String text, SQLException cause) {
        if (text.contains("read-only")) {
            return new WarehouseException.QueryRefused("A query cannot change anything.", cause);
        }
        return text.contains("onflict")
                ? new WarehouseException.WriteConflict(cause)
                : new WarehouseException.Internal(cause);
    }

    private static WarehouseException catalog(String text, SQLException cause) {
        var missing = MISSING.matcher(text);
        if (missing.find()) {
            return new WarehouseException.TableMissing(clean(missing.group(1)), cause);
        }
        var existing = EXISTING.matcher(text);
        if (existing.find()) {
            return new WarehouseException.VersionExists(clean(existing.group(1)), cause);
        }
        return text.contains("onflict")
                ? new WarehouseException.WriteConflict(cause)
                : WarehouseException.QueryFailed.ofStatement(clean(text), cause);
    }
}
