package dev.hedgerow.web;

import org.springframework.stereotype.Component;

/** Makes patches of parts of a body, for actions that change several things at once. */
@Component
public class Patches {

    private final RecordReader reader;

    Patches(RecordReader reader) {
        this.reader = reader;
    }

    public <T extends Record> Patch<T> of(RequestData changes) {
        return new Patch<>(changes, reader);
    }
}
