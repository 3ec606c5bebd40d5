package dev.hedgerow.connector.mongodb;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.ConnectorException.Transient;
import dev.hedgerow.connector.Redaction;
import dev.hedgerow.connector.settings.Secret;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says by the driver's exceptions and the server's error numbers what is wrong, and whether it may pass. */
final class MongoFailures {

    /** Names, types, syntax, rights and options, none of which mend themselves. */
    private static final Set<Integer> CALLERS =
            Set.of(2, 9, 13, 14, 20, 26, 27, 59, 72, 73, 115, 166, 167, 168, 292, 323, 8000);

    private MongoFailures() {}

    /** @param known what the driver knows of the servers, and why not more */
    static ConnectorException of(MongoException cause, ClusterDescription known, Secret password) {
        return switch (cause) {
            case MongoSecurityException e when e.getCause() instanceof MongoSocketException -> broken(e);
            case MongoSecurityException e -> rejected(e);
            case MongoTimeoutException e -> unreachable(e, known);
            case MongoIncompatibleDriverException e ->
                new Permanent("This version of MongoDB is too old. 4.2 is the oldest that can be read.", e);
            case MongoConfigurationException e -> resolving(e);
            case MongoExecutionTimeoutException e -> new Transient("MongoDB took too long.", e);
            case MongoServerException e -> refused(e, password);
            default -> broken(cause);
        };
    }

    /** Before there is a server to speak with. */
    static ConnectorException resolving(RuntimeException cause) {
        return new Transient(
                "Could not connect to the host: DNS has no SRV records of MongoDB for its name. Check that it is spelled correctly.",
                cause);
    }

    private static ConnectorException rejected(MongoException cause) {
        return new Permanent("MongoDB rejected the username or password.", cause);
    }

    private static ConnectorException broken(MongoException cause) {
        return new Transient("The connection to MongoDB broke off.", cause);
    }

    private static ConnectorException unreachable(MongoException cause, ClusterDescription known) {
        if (known.getSrvResolutionException() != null) {
            return resolving(cause);
        }
        return known.getServerDescriptions().stream()
                .map(ServerDescription::getException)
                .filter(Objects::nonNull)
                .flatMap(MongoFailures::causes)
                .flatMap(reason -> Stream.ofNullable(connecting(reason)))
                .findFirst()
                .orElseGet(() -> new Transient(
                        "Could not connect to MongoDB. Please check all connection details are valid.", cause));
    }

    private static Stream<Throwable> causes(Throwable throwable) {
        return Stream.iterate(throwable, Objects::nonNull, Throwable::getCause);
    }

    private static @Nullable ConnectorException connecting(Throwable reason) {
        return switch (reason) {
            case ConnectorException refusal -> refusal;
            case SSLException _
            when causes(reason).anyMatch(CertificateException.class::isInstance) ->
                new Permanent("The server's TLS certificate is not the one that is expected of this host.", reason);
            case SSLException _ -> new Permanent("The server does not speak TLS on this port.", reason);
            case ConnectException _ -> new Transient("Could not connect to the host on the port given", reason);
            case SocketTimeoutException _ ->
                new Transient("Connection timed out. Check the host, the port and the firewalls between.", reason);
            default -> null;
        };
    }

    private static ConnectorException refused(MongoServerException cause, Secret password) {
        var words = Redaction.of(words(cause), Set.of(password.value()));
        return switch (cause.getCode()) {
            case 11, 18 -> rejected(cause);
            case 239 ->
                new Transient(
                        "MongoDB did not keep the moment that is read for long enough. The parameter minSnapshotHistoryWindowInSeconds says for how long it does.",
                        cause);
            default ->
                CALLERS.contains(cause.getCode())
                        ? new Permanent("MongoDB refused: " + words, cause)
                        : new Transient("MongoDB could not go on: " + words, cause);
        };
    }

    /** Not the driver's, which has the whole answer in it. */
    private static String words(MongoServerException cause) {
        return cause instanceof MongoCommandException command
                ? command.getErrorMessage()
                : "error %d".formatted(cause.getCode());
    }
}
