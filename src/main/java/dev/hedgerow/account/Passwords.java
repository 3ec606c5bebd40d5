package dev.hedgerow.account;

import dev.hedgerow.web.InvalidInput;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Makes and compares the slow digests that passwords are kept as. */
@Component
class Passwords {

    private static final int LEAST_CHARACTERS = 8;
    private static final int MOST_BYTES = 72; // bcrypt ignores what comes after

    private final PasswordEncoder encoder;
    private final String nobodys;

    Passwords(PasswordEncoder encoder) {
        this.encoder = encoder;
        this.nobodys = String.valueOf(encoder.encode("nobody's password"));
    }

    String hash(String password) {
        if (password.codePointCount(0, password.length()) < LEAST_CHARACTERS) {
            throw new InvalidInput(
                    "password",
                    "password_too_short",
                    "This password is too short. It must contain at least %d characters.".formatted(LEAST_CHARACTERS));
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new InvalidInput(
                    "password",
                    "password_too_long",
                    "This password is too long. It must contain at most %d bytes.".formatted(MOST_BYTES));
        }
        return String.valueOf(encoder.encode(password));
    }

    /** Takes as long for a user who has no password, or does not exist, as for one who mistyped theirs. */
    boolean match(String password, @Nullable String hash) {
        return encoder.matches(password, hash == null ? nobodys : hash) && hash != null;
    }
}
