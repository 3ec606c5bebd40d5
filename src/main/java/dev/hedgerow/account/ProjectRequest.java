package dev.hedgerow.account;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What a client may set. */
record ProjectRequest(@NotBlank @Size(max = 200) String name, String timezone) {

    /** What a project is that nothing was said about. */
    static final ProjectRequest DEFAULT = new ProjectRequest("Default project", "UTC");

    static ProjectRequest of(Project saved) {
        return new ProjectRequest(saved.name(), saved.timezone());
    }
}
