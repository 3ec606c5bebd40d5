package dev.hedgerow.managedwarehouse;

import java.security.SecureRandom;
import java.util.Base64;
import org.postgresql.util.PasswordUtil;

/**
 * A new password, and what PostgreSQL is given in its place: it never sees the password itself, and so cannot log it.
 */
record Password(String text, String verifier) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    /** 43 characters that need no quoting anywhere. */
    static Password random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        var text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new Password(text, PasswordUtil.encodeScramSha256(text.toCharArray()));
    }

    @Override
    public String toString() {
        return "password";
    }
}
