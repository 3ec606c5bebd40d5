package dev.hedgerow.web;

import org.jspecify.annotations.Nullable;

/** The body of a PATCH: changes to a state that only the service, inside its transaction, has in hand. */
public final class Patch<T extends Record> {

    private final RequestData changes;
    private final RecordReader reader;

    Patch(RequestData changes, RecordReader reader) {
        changes.object(); // a body that is no object is refused before anything is looked up
        this.changes = changes;
        this.reader = reader;
    }

    /**
     * What {@code current} becomes: absent means unchanged, null means null.
     *
     * @throws InvalidInput naming the first field that is wrong
     */
    public T onto(T current) {
        return reader.merge(changes, current);
    }

    /**
     * What the body says by itself, as that of a POST.
     *
     * @throws InvalidInput naming the first field that is missing or wrong
     */
    public T whole(Class<T> type) {
        return reader.read(changes, type);
    }

    /** The text of one field, for looking up what the body is about; null when it is no text. */
    public @Nullable String text(String field) {
        return changes.text(field);
    }

    /** Whether the body names this field at all. */
    public boolean names(String field) {
        return changes.object().has(field);
    }
}
