package dev.hedgerow.hogql;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The tables and views a query may read; whatever it does not know does not exist. */
public interface Schema {

    /** The table that a query names like this, part by part between the dots. */
    Optional<TableDefinition> find(List<String> name);

    /** All names, dotted, for suggestions. */
    Collection<String> names();
}
