package dev.hedgerow.auth;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Unguessable text in the alphabet of PostHog's keys. */
public final class RandomToken {

    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomToken() {}

    /** {@code bytes} random bytes as a base-62 number. */
    public static String of(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        var number = new BigInteger(1, random);
        var base = BigInteger.valueOf(ALPHABET.length());
        var text = new StringBuilder();
        while (number.signum() > 0) {
            var parts = number.divideAndRemainder(base);
            text.append(ALPHABET.charAt(parts[1].intValue()));
            number = parts[0];
        }
        return text.reverse().toString();
    }
}
