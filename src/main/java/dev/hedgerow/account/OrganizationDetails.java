package dev.hedgerow.account;

import dev.hedgerow.auth.MembershipLevel;
import java.util.List;

/**
 * An organization with what hangs on it.
 *
 * @param level what the user it is shown to is in it
 */
record OrganizationDetails(OrganizationProfile profile, MembershipLevel level, List<Project> projects, int members) {}
