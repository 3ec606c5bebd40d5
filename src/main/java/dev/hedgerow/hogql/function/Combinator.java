package dev.hedgerow.hogql.function;

import java.util.List;

/** A suffix that makes an aggregate function of another: {@code sum} + {@code If}. */
public enum Combinator {
    IF("If"),
    DISTINCT("Distinct"),
    OR_NULL("OrNull"),
    OR_DEFAULT("OrDefault");

    static final List<String> UNSUPPORTED = List.of(
            "Array", "State", "Merge", "MergeState", "SimpleState", "ForEach", "Resample", "ArgMin", "ArgMax", "Map");

    private final String suffix;

    Combinator(String suffix) {
        this.suffix = suffix;
    }

    public String suffix() {
        return suffix;
    }
}
