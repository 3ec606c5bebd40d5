package dev.hedgerow.catalog;

import dev.hedgerow.auth.Team;
import dev.hedgerow.hogql.TableDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Offers tables to the queries of a project. Whoever owns tables implements it, so that the catalog need not know them.
 */
public interface TableProvider {

    /** The table a query names like this, part by part between the dots. */
    Optional<Offer> find(Team team, List<String> name);

    /** All names this provider offers the project, dotted. */
    Collection<String> names(Team team);

    /**
     * A table on offer.
     *
     * @param stamp changes whenever the rows may have; equal stamps let an answer be given again
     */
    record Offer(TableDefinition definition, String stamp) {}
}
