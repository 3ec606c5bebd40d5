package dev.hedgerow.hogql.function;

import java.util.OptionalInt;

/** A call that a function refuses; where it stands in the text only the caller knows. */
public final class InvalidCall extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int WHOLE_CALL = -1;

    private final boolean unsupported;
    private final int argument;

    private InvalidCall(String message, boolean unsupported, int argument) {
        super(message);
        this.unsupported = unsupported;
        this.argument = argument;
    }

    static InvalidCall of(String message) {
        return new InvalidCall(message, false, WHOLE_CALL);
    }

    static InvalidCall of(int argument, String message) {
        return new InvalidCall(message, false, argument);
    }

    static InvalidCall unsupported(String message) {
        return new InvalidCall(message, true, WHOLE_CALL);
    }

    /** Whether the call would be right elsewhere, and we cannot do it. */
    public boolean isUnsupported() {
        return unsupported;
    }

    /** Which argument is wrong, counted from 0, where it is a single one. */
    public OptionalInt argument() {
        return argument == WHOLE_CALL ? OptionalInt.empty() : OptionalInt.of(argument);
    }
}
