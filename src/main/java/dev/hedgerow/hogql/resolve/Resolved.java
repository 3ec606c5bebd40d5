package dev.hedgerow.hogql.resolve;

import dev.hedgerow.hogql.Origin;
import dev.hedgerow.hogql.plan.Rows;
import java.util.List;
import java.util.Set;

/**
 * A query whose meaning is settled.
 *
 * @param lineage for each column of the rows what feeds it
 * @param tables the tables and views that the text itself names
 * @param tablesThroughViews those and all that they read in turn
 */
public record Resolved(Rows rows, List<Set<Origin>> lineage, Set<String> tables, Set<String> tablesThroughViews) {}
