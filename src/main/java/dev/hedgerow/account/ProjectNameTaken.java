package dev.hedgerow.account;

import dev.hedgerow.web.Conflict;

/** The organization has a project of this name already. */
class ProjectNameTaken extends Conflict {

    private static final long serialVersionUID = 1L;

    ProjectNameTaken(String name) {
        super("There is already a project called \"%s\" in this organization. Choose a different name."
                .formatted(name));
    }
}
