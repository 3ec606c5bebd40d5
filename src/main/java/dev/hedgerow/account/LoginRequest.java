package dev.hedgerow.account;

import dev.hedgerow.web.Verbatim;
import jakarta.validation.constraints.NotBlank;

/** Who says they are whom. */
record LoginRequest(
        @NotBlank String email, @NotBlank @Verbatim String password) {}
