package dev.hedgerow.savedquery;

import dev.hedgerow.web.Patch;

/** A change to a view, by PATCH or by PUT. */
interface Edit {

    SavedQueryRequest onto(SavedQueryRequest current);

    /** Whether the body names this field at all. */
    boolean names(String field);

    static Edit patch(Patch<SavedQueryRequest> body) {
        return new Edit() {
            @Override
            public SavedQueryRequest onto(SavedQueryRequest current) {
                return body.onto(current);
            }

            @Override
            public boolean names(String field) {
                return body.names(field);
            }
        };
    }

    /** What a PUT does not name is unset, but for what only views have that were never told. */
    static Edit replacement(Patch<SavedQueryRequest> body) {
        return new Edit() {
            @Override
            public SavedQueryRequest onto(SavedQueryRequest current) {
                return body.whole(SavedQueryRequest.class);
            }

            @Override
            public boolean names(String field) {
                return body.names(field);
            }
        };
    }
}
