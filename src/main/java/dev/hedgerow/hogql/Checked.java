package dev.hedgerow.hogql;

import java.util.List;
import java.util.Set;

/**
 * What can be said of a query without running it.
 *
 * @param tables the tables and views it names, known or not
 * @param errors why it would be refused; empty for a valid query
 */
public record Checked(List<Compiled.Column> columns, Set<String> tables, List<HogQlException> errors) {}
