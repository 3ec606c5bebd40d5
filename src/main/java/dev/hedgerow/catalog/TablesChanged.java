package dev.hedgerow.catalog;

import dev.hedgerow.auth.Team;

/** A table of the project has other rows from here on, or is gone; published in the transaction that says so. */
public record TablesChanged(Team team) {}
