package dev.hedgerow.managedwarehouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a warehouse, and what a project's tables in it, may be called. */
final class Names {

    private static final Pattern DNS_LABEL = Pattern.compile("[a-z][a-z0-9-]*[a-z0-9]");
    private static final Pattern SUFFIX = Pattern.compile("[a-z0-9_]+");
    private static final int SHORTEST = 3;
    private static final int LONGEST = 63;

    private Names() {}

    static String database(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw Refusal.invalid("database_name is required");
        }
        if (name.length() < SHORTEST || name.length() > LONGEST) {
            throw Refusal.invalid("Warehouse name must be 3-63 characters");
        }
        if (!DNS_LABEL.matcher(name).matches()) {
            throw Refusal.invalid("Warehouse name must be a DNS label: lowercase letters, numbers, and hyphens, "
                    + "starting and ending with a letter or number");
        }
        return name;
    }

    static String tableSuffix(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw Refusal.invalid("table_name is required");
        }
        if (name.length() > LONGEST) {
            throw Refusal.invalid("Table name must be at most 63 characters");
        }
        if (!SUFFIX.matcher(name).matches()) {
            throw Refusal.invalid("Table name must use only lowercase letters, numbers, and underscores");
        }
        // Ours alone: it becomes the name of a schema, and PostgreSQL has some of its own.
        if (name.startsWith("pg_") || name.equals("public") || name.equals("information_schema")) {
            throw Refusal.invalid("Table name is reserved");
        }
        return name;
    }

    /** What a table is called there: without dots, and no longer than PostgreSQL's names are. */
    static String published(String table) {
        var name = table.replace('.', '_');
        var bytes = name.getBytes(UTF_8);
        if (bytes.length <= LONGEST) {
            return name;
        }
        var hash = "_%08x".formatted(table.hashCode());
        var beginning = new StringBuilder();
        name.codePoints()
                .takeWhile(point -> beginning.toString().getBytes(UTF_8).length
                                + Character.toString(point).getBytes(UTF_8).length
                        <= LONGEST - hash.length())
                .forEachOrdered(beginning::appendCodePoint);
        return beginning + hash;
    }
}
