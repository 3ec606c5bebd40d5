package dev.hedgerow.connector.settings;

import dev.hedgerow.connector.InvalidSettings;
import dev.hedgerow.connector.network.Tunnel;
import dev.hedgerow.connector.network.Tunnel.Login;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** Reads the object {@code ssh_tunnel}, whose faults have their own words. */
final class Tunnels {

    private static final Pattern FINGERPRINT = Pattern.compile("SHA(256|384|512):[A-Za-z0-9+/=]+");
    private static final Pattern KEY_TYPE = Pattern.compile("(ssh|ecdsa|sk)-[a-z0-9@.-]+");

    private Tunnels() {}

    static @Nullable Tunnel read(Fields fields) {
        if (!fields.flag("enabled", false)) {
            return null;
        }
        var host = fields.required("host").strip();
        int port = fields.port("port");
        var auth = fields.object("auth");
        var login = auth.optional("selection") == null ? fields.object("auth_type") : auth;
        fields.refuseProblems();
        if (port == 80 || port == 443) {
            throw new InvalidSettings("Port %d is not allowed".formatted(port));
        }
        return new Tunnel(
                host,
                port,
                login.optional("username", ""),
                login(login),
                fields.object("require_tls").flag("enabled", true),
                hostKey(fields.optional("host_key")));
    }

    /** As {@code ssh-keygen -l} prints it, or the key itself as {@code ssh-keyscan} does. */
    private static @Nullable String hostKey(@Nullable String given) {
        if (given == null) {
            return null;
        }
        var words = Arrays.asList(given.strip().split("\\s+"));
        var fingerprint = words.stream()
                .filter(word -> FINGERPRINT.matcher(word).matches())
                .findFirst();
        if (fingerprint.isPresent()) {
            return fingerprint.get();
        }
        try {
            var type = words.stream()
                    .filter(word -> KEY_TYPE.matcher(word).matches())
                    .findFirst()
                    .orElse("");
            var key = words.get(words.indexOf(type) + 1);
            return KeyUtils.getFingerPrint(
                    PublicKeyEntry.parsePublicKeyEntry(type + " " + key).resolvePublicKey(null, null, null));
        } catch (IOException | GeneralSecurityException | RuntimeException _) {
            throw new InvalidSettings(
                    "The SSH tunnel's host_key is neither a fingerprint such as SHA256:… nor a public key.");
        }
    }

    private static Login login(Fields auth) {
        var username = auth.optional("username");
        return switch (auth.optional("selection", "")) {
            case "password" -> {
                var password = auth.optional("password");
                if (username == null || password == null) {
                    throw new InvalidSettings("Username and password required");
                }
                yield new Tunnel.Password(password);
            }
            case "keypair" -> {
                var key = auth.optional("private_key");
                if (key == null) {
                    throw new InvalidSettings("Private key is required");
                }
                if (username == null) {
                    throw new InvalidSettings("Username is required");
                }
                yield new Tunnel.Key(key(key, auth.optional("passphrase")));
            }
            default -> throw new InvalidSettings("Authentication type not recognised");
        };
    }

    private static KeyPair key(String text, @Nullable String passphrase) {
        try {
            // Forms lose the last line's end, and key files need it.
            var bytes = (text.strip() + "\n").getBytes(StandardCharsets.UTF_8);
            var pairs = SecurityUtils.loadKeyPairIdentities(
                    null,
                    NamedResource.ofName("private_key"),
                    new ByteArrayInputStream(bytes),
                    passphrase == null ? FilePasswordProvider.EMPTY : FilePasswordProvider.of(passphrase));
            if (pairs != null && pairs.iterator().hasNext()) {
                return pairs.iterator().next();
            }
        } catch (IOException | GeneralSecurityException | RuntimeException _) {
            // What is wrong with it may quote it.
        }
        throw new InvalidSettings("Private key could not be read. Check it and its passphrase.");
    }
}
