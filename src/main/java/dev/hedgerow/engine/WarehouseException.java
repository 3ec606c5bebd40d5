package dev.hedgerow.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why the warehouse did not do it, in words for the person who asked: no SQL, no paths, no physical names. */
public abstract sealed class WarehouseException extends RuntimeException {

    private WarehouseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The query is at fault: a value it cannot convert, a function it cannot apply. */
    public static final class QueryFailed extends WarehouseException {
        private final boolean ofStatement;

        public QueryFailed(String message, @Nullable Throwable cause) {
            this(message, cause, false);
        }

        private QueryFailed(String message, @Nullable Throwable cause, boolean ofStatement) {
            super(message, cause);
            this.ofStatement = ofStatement;
        }

        /** Whatever the data are, this statement cannot run. */
        public static QueryFailed ofStatement(String message, @Nullable Throwable cause) {
            return new QueryFailed(message, cause, true);
        }

        /** Whether the statement is wrong, and not only what it met in the data. */
        public boolean isOfStatement() {
            return ofStatement;
        }
    }

    /** Not one SELECT over this namespace's tables. */
    public static final class QueryRefused extends WarehouseException {
        public QueryRefused(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** A table is not there: never was, or was dropped between looking up its version and reading it. */
    public static final class TableMissing extends WarehouseException {
        public TableMissing(String table, @Nullable Throwable cause) {
            super("Table " + table + " does not exist.", cause);
        }
    }

    /** The version is there already, and is not written over. */
    public static final class VersionExists extends WarehouseException {
        public VersionExists(String table, @Nullable Throwable cause) {
            super("This version of table " + table + " exists already.", cause);
        }
    }

    /** Another write to the same rows came first; trying again may work. */
    public static final class WriteConflict extends WarehouseException {
        public WriteConflict(@Nullable Throwable cause) {
            super("Another write changed the same rows. Try again.", cause);
        }
    }

    public static final class TimedOut extends WarehouseException {
        public TimedOut(Duration limit) {
            super("The query took longer than its limit of " + words(limit) + ".", null);
        }

        private static String words(Duration limit) {
            return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
        }
    }

    public static final class Cancelled extends WarehouseException {
        public Cancelled() {
            super("The query was cancelled.", null);
        }
    }

    public static final class OutOfMemory extends WarehouseException {
        public OutOfMemory(@Nullable Throwable cause) {
            super("The query needs more memory than it may use. Read fewer rows or columns.", cause);
        }
    }

    public static final class OutOfDisk extends WarehouseException {
        public OutOfDisk(@Nullable Throwable cause) {
            super("There is not enough disk space for this.", cause);
        }
    }

    /** As much is running and waiting as may be; later it works. */
    public static final class Busy extends WarehouseException {
        public Busy() {
            super("Too many queries are running. Try again in a moment.", null);
        }
    }

    /** It is not open, or not any more. */
    public static final class Unavailable extends WarehouseException {
        public Unavailable(String reason) {
            super("The warehouse is not available here: " + reason, null);
        }
    }

    /** What is on disk is not what was written. */
    public static final class Damaged extends WarehouseException {
        public Damaged(Namespace namespace, @Nullable Throwable cause) {
            super("The warehouse of " + namespace + " cannot be opened: its file is damaged.", cause);
        }
    }

    /** Our fault. */
    public static final class Internal extends WarehouseException {
        public Internal(@Nullable Throwable cause) {
            super("The warehouse failed unexpectedly.", cause);
        }
    }
}
