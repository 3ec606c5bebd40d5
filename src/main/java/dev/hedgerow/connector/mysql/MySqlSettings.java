package dev.hedgerow.connector.mysql;

import dev.hedgerow.connector.settings.Fields;
import dev.hedgerow.connector.settings.Secret;
import dev.hedgerow.connector.settings.Server;
import java.util.Map;

/**
 * Where a database is and who asks.
 *
 * @param schema the database whose tables are of interest
 * @param tls null for what suits the address: required on the public internet, tried elsewhere
 */
record MySqlSettings(
        Server server,
        String schema,
        String user,
        Secret password,
        @org.jspecify.annotations.Nullable Boolean tls,
        boolean verifyCertificate) {

    static MySqlSettings of(Map<String, ?> values) {
        var fields = Fields.of(values);
        var server = Server.of(fields);
        var database = fields.required("database");
        var settings = new MySqlSettings(
                server,
                fields.optional("schema", database),
                fields.required("user"),
                fields.secret("password"),
                fields.optional("using_ssl") == null ? null : Boolean.valueOf(fields.flag("using_ssl", true)),
                fields.flag("verify_server_certificate", false));
        fields.refuseProblems();
        server.check();
        return settings;
    }
}
