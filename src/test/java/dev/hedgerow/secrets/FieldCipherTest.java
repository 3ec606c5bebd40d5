package dev.hedgerow.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.server.DataDirectory;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldCipherTest {

    static final String OLD = key(1);
    static final String NEW = key(2);

    @TempDir
    Path directory;

    @Test
    void whatWasSealedOpensInItsPlaceOnly() {
        var cipher = cipher(NEW, null);

        var sealed = cipher.seal("s3cret é😀", "source 1.password");

        assertThat(sealed).doesNotContain("s3cret");
        assertThat(cipher.open(sealed, "source 1.password")).isEqualTo("s3cret é😀");
        assertThatThrownBy(() -> cipher.open(sealed, "source 2.password")).isInstanceOf(UnreadableSecret.class);
    }

    @Test
    void theSameTextIsNeverSealedAlikeTwice() {
        var cipher = cipher(NEW, null);

        assertThat(cipher.seal("a", "place")).isNotEqualTo(cipher.seal("a", "place"));
    }

    @Test
    void theFormerKeyStillOpensAndIsKnownToBeFormer() {
        var sealed = cipher(OLD, null).seal("a", "place");

        var rotated = cipher(NEW, OLD);

        assertThat(rotated.open(sealed, "place")).isEqualTo("a");
        assertThat(sealed).doesNotStartWith(rotated.currentPrefix());
        assertThat(rotated.seal("a", "place")).startsWith(rotated.currentPrefix());
    }

    @Test
    void aKeyThatIsGoneIsSaidSoWithoutTheSecret() {
        var sealed = cipher(OLD, null).seal("s3cret", "source 1");

        assertThatThrownBy(() -> cipher(NEW, null).open(sealed, "source 1"))
                .hasMessageContaining("HEDGEROW_SECRET_KEY_PREVIOUS")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aTextThatWasTamperedWithDoesNotOpen() {
        var cipher = cipher(NEW, null);
        var sealed = cipher.seal("a", "place");
        var broken = sealed.substring(0, sealed.length() - 3) + (sealed.endsWith("AAA") ? "BBB" : "AAA");

        assertThatThrownBy(() -> cipher.open(broken, "place")).isInstanceOf(UnreadableSecret.class);
        assertThatThrownBy(() -> cipher.open("plain", "place")).isInstanceOf(UnreadableSecret.class);
    }

    private FieldCipher cipher(String key, @Nullable String previous) {
        try (var data = DataDirectory.open(directory)) {
            return new FieldCipher(new SecretKeys(new SecretSettings(key, previous), data));
        }
    }

    private static String key(int filling) {
        var bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) filling);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
