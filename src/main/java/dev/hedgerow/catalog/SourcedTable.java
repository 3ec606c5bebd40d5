package dev.hedgerow.catalog;

import dev.hedgerow.web.PlainRefusal;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** A table that a source fills goes with its source. */
class SourcedTable extends PlainRefusal {

    private static final long serialVersionUID = 1L;

    SourcedTable() {
        super(HttpStatus.BAD_REQUEST, Map.of("message", "Can't delete a sourced table"));
    }
}
