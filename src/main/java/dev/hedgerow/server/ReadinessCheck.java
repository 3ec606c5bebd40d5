package dev.hedgerow.server;

import java.util.Optional;

/** Something the server cannot serve without. A module that has such a thing declares a bean of this type. */
public interface ReadinessCheck {

    /** One word or two, as in "database". */
    String name();

    /** Why it is missing, for people without a key to read; empty when it is there. Two seconds are all it gets. */
    Optional<String> missing();
}
