package dev.hedgerow.account;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What a user says they do for a living. */
enum RoleAtOrganization {
    ENGINEERING("engineering"),
    DATA("data"),
    PRODUCT("product"),
    FOUNDER("founder"),
    LEADERSHIP("leadership"),
    MARKETING("marketing"),
    SALES("sales"),
    OTHER("other");

    @JsonValue
    final String wire;

    RoleAtOrganization(String wire) {
        this.wire = wire;
    }

    static Optional<RoleAtOrganization> of(String wire) {
        return Arrays.stream(values()).filter(role -> role.wire.equals(wire)).findFirst();
    }
}
