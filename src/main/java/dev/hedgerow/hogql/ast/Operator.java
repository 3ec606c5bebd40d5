package dev.hedgerow.hogql.ast;

/** What may stand between two operands, with the function that ClickHouse knows it by. */
public enum Operator {
    MULTIPLY("*", "multiply"),
    DIVIDE("/", "divide"),
    MODULO("%", "modulo"),
    PLUS("+", "plus"),
    MINUS("-", "minus"),
    CONCAT("||", "concat"),
    EQUAL("=", "equals"),
    NOT_EQUAL("!=", "notEquals"),
    LESS("<", "less"),
    LESS_OR_EQUAL("<=", "lessOrEquals"),
    GREATER(">", "greater"),
    GREATER_OR_EQUAL(">=", "greaterOrEquals"),
    LIKE("LIKE", "like"),
    NOT_LIKE("NOT LIKE", "notLike"),
    ILIKE("ILIKE", "ilike"),
    NOT_ILIKE("NOT ILIKE", "notILike"),
    MATCH("=~", "match"),
    NOT_MATCH("!~", "notMatch"),
    IMATCH("=~*", "matchInsensitive"),
    NOT_IMATCH("!~*", "notMatchInsensitive"),
    IN("IN", "in"),
    NOT_IN("NOT IN", "notIn"),
    DISTINCT_FROM("IS DISTINCT FROM", "isDistinctFrom"),
    NOT_DISTINCT_FROM("IS NOT DISTINCT FROM", "isNotDistinctFrom");

    private final String symbol;
    private final String function;

    Operator(String symbol, String function) {
        this.symbol = symbol;
        this.function = function;
    }

    public String symbol() {
        return symbol;
    }

    public String function() {
        return function;
    }
}
