package dev.hedgerow.account;

import dev.hedgerow.auth.Team;

/**
 * A project is about to go, in the transaction this is published in. Its rows in every table go with it by foreign key;
 * what it has elsewhere is for the listener to have cleared away once the transaction is done.
 */
public record ProjectDeleted(Team team) {}
