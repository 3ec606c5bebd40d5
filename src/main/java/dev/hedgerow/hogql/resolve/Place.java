package dev.hedgerow.hogql.resolve;

/** Where in a SELECT an expression stands, and which functions may stand there. */
enum Place {
    COLUMNS("SELECT", true, true),
    ON("ON", false, false),
    ARRAY_JOIN("ARRAY JOIN", false, false),
    WHERE("WHERE", false, false),
    GROUP_BY("GROUP BY", false, false),
    HAVING("HAVING", true, false),
    QUALIFY("QUALIFY", true, true),
    ORDER_BY("ORDER BY", true, true),
    LIMIT_BY("LIMIT BY", true, false),
    AGGREGATE("an aggregate function", false, false),
    WINDOW("a window", true, false);

    private final String words;
    private final boolean aggregates;
    private final boolean windows;

    Place(String words, boolean aggregates, boolean windows) {
        this.words = words;
        this.aggregates = aggregates;
        this.windows = windows;
    }

    String words() {
        return words;
    }

    boolean takesAggregates() {
        return aggregates;
    }

    boolean takesWindows() {
        return windows;
    }
}
