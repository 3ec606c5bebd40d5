package dev.hedgerow.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate of localhost that its own key has signed, made by the JDK's tool. */
public final class TestCertificate {

    private static final String PASSWORD = "changeit";

    private TestCertificate() {}

    public static void writeTo(Path certificate, Path key) throws IOException {
        var entry = entry();
        try {
            Files.writeString(
                    certificate, pem("CERTIFICATE", entry.getCertificate().getEncoded()));
        } catch (CertificateEncodingException e) {
            throw new IOException(e);
        }
        Files.writeString(key, pem("PRIVATE KEY", entry.getPrivateKey().getEncoded()));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }

    /** The certificate and its key. */
    public static PrivateKeyEntry entry() throws IOException {
        try {
            return (PrivateKeyEntry) store().getEntry("server", new PasswordProtection(PASSWORD.toCharArray()));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** What a server in this process shows it by. */
    public static SSLContext context() throws IOException {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store(), PASSWORD.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static KeyStore store() throws IOException, GeneralSecurityException {
        var directory = Files.createTempDirectory("certificate");
        var store = directory.resolve("store.p12");
        try {
            make(store);
            return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        } finally {
            Files.deleteIfExists(store);
            Files.delete(directory);
        }
    }

    private static void make(Path store) throws IOException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-ext",
                        "BasicConstraints:critical=ca:true",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        try (var output = process.inputReader()) {
            var said = output.readAllAsString();
            if (process.waitFor() != 0) {
                throw new IOException(said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(content));
    }
}
