package dev.hedgerow.account;

import dev.hedgerow.auth.MembershipLevel;
import java.util.UUID;

/** That a user belongs to an organization, and as what. */
record Membership(UUID organizationId, MembershipLevel level) {}
