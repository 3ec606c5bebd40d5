package dev.hedgerow.savedquery;

import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import java.util.UUID;

/** Which views are to run again. */
record ResumeRequest(@NotEmpty List<UUID> viewIds) {}
