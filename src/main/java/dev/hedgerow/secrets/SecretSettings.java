package dev.hedgerow.secrets;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The keys that credentials are encrypted with.
 *
 * @param secretKey 32 bytes in base64; unset for one that is generated into the data directory
 * @param secretKeyPrevious the key before that, which still decrypts what has not been encrypted anew
 */
@ConfigurationProperties("hedgerow")
record SecretSettings(@Nullable String secretKey, @Nullable String secretKeyPrevious) {}
