package dev.hedgerow.connector.clickhouse;

import dev.hedgerow.connector.settings.Fields;
import dev.hedgerow.connector.settings.Secret;
import dev.hedgerow.connector.settings.Server;
import java.util.Map;

/**
 * Where a database is and who asks.
 *
 * @param password may be empty
 * @param secure whether by HTTPS
 */
record ClickHouseSettings(
        Server server, String database, String user, Secret password, boolean secure, boolean verifyCertificate) {

    static ClickHouseSettings of(Map<String, ?> values) {
        var fields = Fields.of(values);
        var settings = new ClickHouseSettings(
                Server.of(fields),
                fields.required("database"),
                fields.required("user"),
                new Secret(fields.optional("password", "")),
                fields.flag("secure", true),
                fields.flag("verify", true));
        fields.refuseProblems();
        settings.server.check();
        return settings;
    }
}
