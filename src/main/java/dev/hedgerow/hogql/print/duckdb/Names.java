package dev.hedgerow.hogql.print.duckdb;

/** Names for the parameters of lambdas that no query has written. */
final class Names {

    private int last;

    String next() {
        last++;
        return "_" + last;
    }
}
