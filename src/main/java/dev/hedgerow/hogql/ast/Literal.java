package dev.hedgerow.hogql.ast;

import java.math.BigInteger;

/** A value written in the text, or put there in place of a placeholder. */
public sealed interface Literal {

    record Text(String value) implements Literal {}

    record Whole(BigInteger value) implements Literal {

        public static Whole of(long value) {
            return new Whole(BigInteger.valueOf(value));
        }
    }

    record Real(double value) implements Literal {}

    record Truth(boolean value) implements Literal {}

    record Null() implements Literal {}
}
