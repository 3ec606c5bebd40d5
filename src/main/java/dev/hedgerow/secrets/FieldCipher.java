package dev.hedgerow.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.springframework.stereotype.Component;

/**
 * Encrypts single fields with AES-256-GCM. What comes out names its key, so that keys can be rotated, and holds only in
 * the place it was made for, so that nobody can swap one row's password for another's.
 */
@Component
public class FieldCipher {

    private static final Pattern SEALED = Pattern.compile("v1:(?<key>[0-9a-f]{16}):(?<rest>[A-Za-z0-9_-]+)");
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, SecretKey> keys = new LinkedHashMap<>();
    private final String current;

    FieldCipher(SecretKeys keys) {
        current = idOf(keys.current());
        this.keys.put(current, keys.current());
        keys.previous().ifPresent(previous -> this.keys.putIfAbsent(idOf(previous), previous));
    }

    /** Encrypts under the current key. */
    public String seal(String text, String place) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var encrypted = run(Cipher.ENCRYPT_MODE, current, nonce, place, text.getBytes(UTF_8));
        var both = ByteBuffer.allocate(nonce.length + encrypted.length)
                .put(nonce)
                .put(encrypted)
                .array();
        return currentPrefix() + Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }

    /**
     * Decrypts what {@link #seal} gave for the same place.
     *
     * @throws UnreadableSecret when the key is gone or the text is not what was sealed there
     */
    public String open(String sealed, String place) {
        var parts = SEALED.matcher(sealed);
        if (!parts.matches() || !keys.containsKey(parts.group("key"))) {
            throw new UnreadableSecret(place);
        }
        var bytes = Base64.getUrlDecoder().decode(parts.group("rest"));
        if (bytes.length < NONCE_BYTES + TAG_BITS / 8) {
            throw new UnreadableSecret(place);
        }
        var nonce = new byte[NONCE_BYTES];
        var encrypted = new byte[bytes.length - NONCE_BYTES];
        ByteBuffer.wrap(bytes).get(nonce).get(encrypted);
        return new String(run(Cipher.DECRYPT_MODE, parts.group("key"), nonce, place, encrypted), UTF_8);
    }

    /** What all that {@link #seal} gives begins with; what begins otherwise is due to be sealed anew. */
    public String currentPrefix() {
        return "v1:" + current + ":";
    }

    private byte[] run(int mode, String key, byte[] nonce, String place, byte[] input) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, keys.get(key), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.getBytes(UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new UnreadableSecret(place);
        }
    }

    private static String idOf(SecretKey key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
