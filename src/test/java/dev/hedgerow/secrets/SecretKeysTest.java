package dev.hedgerow.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.server.DataDirectory;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretKeysTest {

    static final String GIVEN = Base64.getEncoder().encodeToString(new byte[32]);

    DataDirectory data;

    @BeforeEach
    void open(@TempDir Path directory) {
        data = DataDirectory.open(directory);
    }

    @AfterEach
    void close() {
        data.close();
    }

    @Test
    void aKeyIsGeneratedOnceAndStaysTheSame() {
        var first = new SecretKeys(new SecretSettings(null, null), data).current();
        var second = new SecretKeys(new SecretSettings(null, null), data).current();

        assertThat(first.getEncoded()).hasSize(32);
        assertThat(second).isEqualTo(first);
        assertThat(data.resolve("secret-key")).isNotEmptyFile();
    }

    @Test
    void aGivenKeyIsUsedAndNotWrittenDown() {
        var keys = new SecretKeys(new SecretSettings(GIVEN, null), data);

        assertThat(keys.current().getEncoded()).isEqualTo(new byte[32]);
        assertThat(keys.previous()).isEmpty();
        assertThat(data.resolve("secret-key")).doesNotExist();
    }

    @Test
    void theKeyBeforeItStillDecrypts() {
        var keys = new SecretKeys(new SecretSettings(null, GIVEN), data);

        assertThat(keys.previous()).map(SecretKey::getAlgorithm).contains("AES");
        assertThat(keys.previous()).isNotEqualTo(Optional.of(keys.current()));
    }
}
