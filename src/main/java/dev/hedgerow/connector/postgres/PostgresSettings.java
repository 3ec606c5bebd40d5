package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.network.Tls;
import dev.hedgerow.connector.settings.Fields;
import dev.hedgerow.connector.settings.Secret;
import dev.hedgerow.connector.settings.Server;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who asks.
 *
 * @param schema the only one of interest, null for all
 * @param tls null for what suits the address: required on the public internet, preferred elsewhere
 * @param rootCertificate in PEM, of the authority that signed the server's; null for those the JVM trusts
 */
record PostgresSettings(
        Server server,
        String database,
        String user,
        Secret password,
        @Nullable String schema,
        @Nullable Tls tls,
        @Nullable String rootCertificate) {

    static PostgresSettings of(Map<String, ?> values) {
        var fields = Fields.of(values);
        var settings = new PostgresSettings(
                Server.of(fields),
                fields.required("database"),
                fields.required("user"),
                fields.secret("password"),
                fields.optional("schema"),
                fields.choice("sslmode", Tls.class),
                fields.optional("ssl_root_certificate"));
        fields.refuseProblems();
        settings.server.check();
        return settings;
    }
}
