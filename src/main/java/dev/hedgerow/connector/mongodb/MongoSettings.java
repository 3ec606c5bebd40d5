package dev.hedgerow.connector.mongodb;

import com.mongodb.AuthenticationMechanism;
import com.mongodb.ConnectionString;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoNamespace;
import com.mongodb.spi.dns.DnsClient;
import dev.hedgerow.connector.InvalidSettings;
import dev.hedgerow.connector.settings.Fields;
import dev.hedgerow.connector.settings.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who asks.
 *
 * @param hosts with their ports; one without a port when DNS is to say which they are
 */
record MongoSettings(
        Secret connectionString, Secret password, List<String> hosts, String database, boolean verifyCertificate) {

    /** Options that the driver knows, but does not heed. */
    private static final Pattern ANY_CERTIFICATE =
            Pattern.compile("[?&](?:tlsInsecure|tlsAllowInvalidCertificates)=true(?:&|$)", Pattern.CASE_INSENSITIVE);

    private static final DnsClient NO_DNS = (_, _) -> List.of();

    /** The others ask the machine they run on who it is: ours. */
    private static final Set<AuthenticationMechanism> MECHANISMS =
            Set.of(AuthenticationMechanism.SCRAM_SHA_1, AuthenticationMechanism.SCRAM_SHA_256);

    static MongoSettings of(Map<String, ?> values) {
        var fields = Fields.of(values);
        var text = fields.secret("connection_string");
        var database = fields.optional("database_name");
        fields.refuseProblems();
        var parsed = parsed(text.value());
        refuseOtherWays(parsed);
        return new MongoSettings(
                text,
                new Secret(password(parsed)),
                List.copyOf(parsed.getHosts()),
                checked(database == null ? parsed.getDatabase() : database.strip()),
                !ANY_CERTIFICATE.matcher(text.value()).find());
    }

    /** With what DNS adds to it, where it is to be asked. */
    ConnectionString resolved(@Nullable DnsClient dns) {
        return new ConnectionString(connectionString.value(), dns);
    }

    private static ConnectionString parsed(String text) {
        try {
            return new ConnectionString(text, NO_DNS);
        } catch (IllegalArgumentException | MongoConfigurationException _) {
            // Their words repeat parts of the string.
            throw new InvalidSettings(
                    text.startsWith("mongodb://") || text.startsWith("mongodb+srv://")
                            ? "The connection string is not valid. Special characters in the username and the password have to be percent-encoded, such as %40 for @."
                            : "The connection string has to begin with mongodb:// or mongodb+srv://.");
        }
    }

    private static void refuseOtherWays(ConnectionString parsed) {
        if (parsed.getProxyHost() != null) {
            throw new InvalidSettings("The connection string must not lead through a proxy.");
        }
        if (parsed.getHosts().stream().anyMatch(host -> host.endsWith(".sock"))) {
            throw new InvalidSettings("The connection string must name hosts, not files.");
        }
        var credential = parsed.getCredential();
        var mechanism = credential == null ? null : credential.getAuthenticationMechanism();
        if (mechanism != null && !MECHANISMS.contains(mechanism)) {
            throw new InvalidSettings("Only a username and a password (SCRAM) let in here, not %s."
                    .formatted(mechanism.getMechanismName()));
        }
    }

    private static String password(ConnectionString parsed) {
        var password = parsed.getPassword();
        return password == null ? "" : new String(password);
    }

    private static String checked(@Nullable String database) {
        if (database == null) {
            throw new InvalidSettings(
                    "Name the database: in database_name, or in the connection string, as in mongodb+srv://cluster.example.com/database.");
        }
        try {
            MongoNamespace.checkDatabaseNameValidity(database);
            return database;
        } catch (IllegalArgumentException e) {
            throw new InvalidSettings("'%s' cannot be the name of a database.".formatted(database));
        }
    }
}
