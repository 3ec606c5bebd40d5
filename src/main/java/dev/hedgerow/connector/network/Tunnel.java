package dev.hedgerow.connector.network;

import java.security.KeyPair;
import org.jspecify.annotations.Nullable;

/**
 * A host that lets us through to the source by SSH.
 *
 * @param requireTls whether the connection inside is protected as well
 * @param hostKey the fingerprint of the host's own key; null trusts whoever answers
 */
public record Tunnel(
        String host,
        int port,
        String username,
        Login login,
        boolean requireTls,
        @Nullable String hostKey) {

    /** How to prove who one is. */
    public sealed interface Login {}

    public record Password(String password) implements Login {
        @Override
        public String toString() {
            return "Password";
        }
    }

    public record Key(KeyPair pair) implements Login {
        @Override
        public String toString() {
            return "Key";
        }
    }
}
