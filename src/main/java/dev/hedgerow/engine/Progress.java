package dev.hedgerow.engine;

import java.util.function.DoubleSupplier;

/** How far a write is, for another thread than the one that waits for it. */
public final class Progress {

    private volatile DoubleSupplier source = () -> 0;

    /** From 0 at the start, or where nobody can tell, to 1 at the end. */
    public double fraction() {
        return Math.clamp(source.getAsDouble(), 0, 1);
    }

    /** Whoever does the write says whom to ask. */
    public void follow(DoubleSupplier fraction) {
        source = fraction;
    }
}
