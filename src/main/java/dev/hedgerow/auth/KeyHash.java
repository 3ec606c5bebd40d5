package dev.hedgerow.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The form in which secrets that are looked up are stored: keys are random, so a plain digest is enough. */
public final class KeyHash {

    private KeyHash() {}

    /** {@code sha256$} and the lower-case hex digest of the whole secret. */
    public static String of(String secret) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
            return "sha256$" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
