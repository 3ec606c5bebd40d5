package dev.hedgerow.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user among the organizations they belong to, which come oldest membership first. */
record UserDetails(
        User user,
        @Nullable Project project,
        @Nullable OrganizationDetails organization,
        List<OrganizationDetails> organizations) {}
