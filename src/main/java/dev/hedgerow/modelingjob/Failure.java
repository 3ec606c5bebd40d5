package dev.hedgerow.modelingjob;

import dev.hedgerow.engine.WarehouseException;
import dev.hedgerow.query.InvalidView;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Why a run failed, in words for the view's author.
 *
 * @param passing whether it may go well the next time, though nobody changes anything
 */
record Failure(String reason, boolean passing) {

    private static final int MAX_LENGTH = 2000;
    private static final Pattern NUL = Pattern.compile("\0");
    private static final Pattern HOST = Pattern.compile("\\b(?:[\\w-]+\\.)+[\\w-]+:\\d{2,5}\\b");

    Failure {
        reason = HOST.matcher(NUL.matcher(reason).replaceAll("")).replaceAll("a host");
        reason = reason.substring(0, Math.min(MAX_LENGTH, reason.length()));
    }

    static Failure of(RuntimeException cause, UUID job) {
        return switch (cause) {
            case NotIncremental refused -> new Failure(String.valueOf(refused.getMessage()), false);
            case InvalidView invalid -> new Failure(invalid.getMessage(), false);
            case WarehouseException failure -> of(failure);
            default -> new Failure("The server failed unexpectedly; its log tells why, under " + job + ".", true);
        };
    }

    /** The processes that ran it ended, each time. */
    static Failure ofLostProcesses(int tries) {
        return new Failure(
                "The server ended %d times while it ran. It may need more memory than the server has: read fewer rows or columns."
                        .formatted(tries),
                false);
    }

    private static Failure of(WarehouseException cause) {
        var message = String.valueOf(cause.getMessage());
        return switch (cause) {
            case WarehouseException.QueryFailed _,
                    WarehouseException.QueryRefused _,
                    WarehouseException.OutOfMemory _,
                    WarehouseException.OutOfDisk _,
                    WarehouseException.Damaged _,
                    WarehouseException.Cancelled _ -> new Failure(message, false);
            case WarehouseException.TimedOut _ ->
                new Failure(
                        "Timeout exceeded. " + message
                                + " Read fewer rows, or materialize a part of it as a view of its own.",
                        false);
            case WarehouseException.TableMissing _,
                    WarehouseException.VersionExists _,
                    WarehouseException.WriteConflict _,
                    WarehouseException.Busy _,
                    WarehouseException.Unavailable _,
                    WarehouseException.Internal _ -> new Failure(message, true);
        };
    }

    /** As the run shows it. */
    String text(String view) {
        return "View \"%s\": %s".formatted(view, reason);
    }
}
