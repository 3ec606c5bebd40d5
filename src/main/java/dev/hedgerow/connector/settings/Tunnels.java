package dev.hedgerow.connector.settings;

import dev.hedgerow.connector.InvalidSettings;
import dev.hedgerow.connector.network.Tunnel;
import dev.hedgerow.connector.network.Tunnel.Login;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** Reads the object {@code ssh_tunnel}, whose faults have their own words. */
final class Tunnels {

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
                fields.object("require_tls").flag("enabled", true));
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
