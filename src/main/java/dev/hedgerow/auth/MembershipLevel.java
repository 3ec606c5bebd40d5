package dev.hedgerow.auth;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** What a member may do in an organization; the numbers travel and are stored. */
public enum MembershipLevel {
    MEMBER(1),
    ADMIN(8),
    OWNER(15);

    @JsonValue
    private final int number;

    MembershipLevel(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public boolean isAtLeast(MembershipLevel other) {
        return number >= other.number;
    }

    public static MembershipLevel of(int number) {
        return Arrays.stream(values())
                .filter(level -> level.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no membership level has the number " + number));
    }
}
