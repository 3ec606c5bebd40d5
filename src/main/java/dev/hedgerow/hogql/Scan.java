package dev.hedgerow.hogql;

import java.util.List;

/**
 * What a query reads of one table, so that no more needs to be fetched.
 *
 * @param location of the table, as its definition has it
 * @param columns those it reads, perhaps none
 * @param conditions all of which a row has to fulfil to count; rows that do not may come along
 * @param once whether it is read in one place only, from its beginning to its end
 */
public record Scan(List<String> location, List<String> columns, List<Condition> conditions, boolean once) {

    public record Condition(String column, Comparison comparison, List<Constant> constants) {}

    /** How a column is compared; {@code ONE_OF} is the one with several constants. */
    public enum Comparison {
        EQUAL,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST,
        ONE_OF;

        /** The same with the two sides exchanged. */
        Comparison flipped() {
            return switch (this) {
                case LESS -> GREATER;
                case AT_MOST -> AT_LEAST;
                case GREATER -> LESS;
                case AT_LEAST -> AT_MOST;
                case EQUAL, ONE_OF -> this;
            };
        }
    }

    /**
     * What a column is compared with.
     *
     * @param text the value, or the engine's SQL for it
     * @param computed whether the engine has to be asked for it
     */
    public record Constant(String text, boolean computed) {}

    public Scan where(List<Condition> conditions) {
        return new Scan(location, columns, conditions, once);
    }
}
