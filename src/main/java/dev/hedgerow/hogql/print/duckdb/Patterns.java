package dev.hedgerow.hogql.print.duckdb;

/** What can be told of a regular expression by reading it. */
final class Patterns {

    private Patterns() {}

    /** How many capturing groups it has. */
    static int groups(String pattern) {
        var groups = 0;
        var inClass = false;
        for (var i = 0; i < pattern.length(); i++) {
            switch (pattern.charAt(i)) {
                case '\\' -> i++;
                case '[' -> inClass = true;
                case ']' -> inClass = false;
                case '(' ->
                    groups += !inClass && (!pattern.startsWith("(?", i) || pattern.startsWith("(?P<", i)) ? 1 : 0;
                default -> {}
            }
        }
        return groups;
    }
}
