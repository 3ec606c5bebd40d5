package dev.hedgerow.secrets;

import dev.hedgerow.server.DataDirectory;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The key that encrypts, and the one before it that still decrypts. */
@Component
class SecretKeys {

    private final SecretKey current;
    private final @Nullable SecretKey previous;

    SecretKeys(SecretSettings settings, DataDirectory data) {
        var key = settings.secretKey();
        this.current = decoded(key == null ? data.secret("secret-key", SecretKeys::random) : key);
        this.previous = Optional.ofNullable(settings.secretKeyPrevious())
                .map(SecretKeys::decoded)
                .orElse(null);
    }

    SecretKey current() {
        return current;
    }

    Optional<SecretKey> previous() {
        return Optional.ofNullable(previous);
    }

    private static String random() {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private static SecretKey decoded(String base64) {
        return new SecretKeySpec(Base64.getDecoder().decode(base64), "AES");
    }
}
