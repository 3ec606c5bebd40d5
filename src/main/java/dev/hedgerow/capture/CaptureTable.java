package dev.hedgerow.capture;

import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableVersion;
import java.util.List;

/**
 * A table of every project that capture fills.
 *
 * @param version the only one there is: these tables are merged into, never written anew
 * @param key the columns that rows are merged by
 */
public record CaptureTable(TableVersion version, List<String> key, List<SourceColumn> columns) {

    public String name() {
        return version.table();
    }
}
