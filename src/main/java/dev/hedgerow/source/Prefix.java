package dev.hedgerow.source;

import dev.hedgerow.web.InvalidInput;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a source's tables are called: {@code postgres.shop.orders} for the prefix {@code shop_}. */
final class Prefix {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Prefix() {}

    static void check(@Nullable String prefix) {
        if (prefix == null || prefix.isEmpty()) {
            return;
        }
        var core = stripped(prefix);
        if (core.isEmpty()) {
            throw new InvalidInput(null, "Prefix cannot consist of only underscores");
        }
        if (!PLAIN.matcher(core).matches()) {
            throw new InvalidInput(
                    null,
                    "Prefix must contain only letters, numbers, and underscores, and start with a letter or underscore");
        }
    }

    /** What the names of all tables of a source begin with. */
    static String nameSpace(String sourceType, @Nullable String prefix) {
        var core = prefix == null ? "" : stripped(prefix);
        return (core.isEmpty() ? sourceType : sourceType + "." + core).toLowerCase(Locale.ROOT);
    }

    /** What HogQL calls a table of the source; a dot in the table's own name reads like any other. */
    static String tableName(String nameSpace, String table) {
        return nameSpace + "." + table.toLowerCase(Locale.ROOT);
    }

    /** The name in one word, as listings show it. */
    static String flatName(@Nullable String prefix, String sourceType, String table) {
        return ((prefix == null ? "" : prefix) + sourceType + "_" + table).toLowerCase(Locale.ROOT);
    }

    private static String stripped(String prefix) {
        return prefix.strip().replaceAll("^_+|_+$", "");
    }
}
