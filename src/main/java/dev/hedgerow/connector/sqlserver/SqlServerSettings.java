package dev.hedgerow.connector.sqlserver;

import dev.hedgerow.connector.settings.Fields;
import dev.hedgerow.connector.settings.Secret;
import dev.hedgerow.connector.settings.Server;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who asks.
 *
 * @param schema the one whose tables are of interest; null for all
 */
record SqlServerSettings(
        Server server,
        String database,
        String user,
        Secret password,
        @Nullable String schema) {

    static SqlServerSettings of(Map<String, ?> values) {
        var fields = Fields.of(values);
        var settings = new SqlServerSettings(
                Server.of(fields),
                fields.required("database"),
                fields.required("user"),
                fields.secret("password"),
                fields.optional("schema"));
        fields.refuseProblems();
        settings.server.check();
        return settings;
    }
}
