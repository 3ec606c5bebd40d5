package dev.hedgerow.modelingjob;

import dev.hedgerow.auth.Team;
import java.util.UUID;

/** A run of a view begins; published in the transaction that says so. */
public record MaterializationStarted(Team team, UUID view, UUID job) {}
