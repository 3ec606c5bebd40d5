package dev.hedgerow.account;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What a client may set. */
record OrganizationRequest(@NotBlank @Size(max = 64) String name) {}
