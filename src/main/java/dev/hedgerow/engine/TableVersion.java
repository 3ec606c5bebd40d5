package dev.hedgerow.engine;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One state of a table under a number its writer chose. Names that differ only in case are the same table to some
 * engines.
 */
public record TableVersion(String table, long number) {

    private static final Pattern PHYSICAL = Pattern.compile("(?s)(.+)__v(\\d{1,18})");

    public TableVersion {
        if (table.isBlank() || table.indexOf('\0') >= 0 || number < 0) {
            throw new IllegalArgumentException("Not a version of a table: " + table + ", " + number);
        }
    }

    /** The version a physical table holds, if it is one. */
    public static Optional<TableVersion> parse(String physicalName) {
        return Optional.of(PHYSICAL.matcher(physicalName))
                .filter(matcher -> matcher.matches() && !matcher.group(1).isBlank())
                .map(matcher -> new TableVersion(matcher.group(1), Long.parseLong(matcher.group(2))));
    }

    /** What SQL calls this version, to be quoted as an identifier. */
    public String physicalName() {
        return table + "__v" + number;
    }

    @Override
    public String toString() {
        return physicalName();
    }
}
