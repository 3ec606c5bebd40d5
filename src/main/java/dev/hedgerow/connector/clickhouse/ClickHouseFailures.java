package dev.hedgerow.connector.clickhouse;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.ConnectorException.Transient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Says by the server's error numbers what is wrong, and whether it may pass. */
final class ClickHouseFailures {

    private static final Pattern ERROR =
            Pattern.compile("Code: (\\d+)\\. DB::(?:NetException|Exception): (.*)", Pattern.DOTALL);

    /** What a newer server puts around, and what every one puts after its words. */
    private static final Pattern TRAILER =
            Pattern.compile("\\s*\\((?:version [^)]*|official build)\\).*|\\s*__exception__.*", Pattern.DOTALL);

    /** Names, types, syntax, rights and settings, none of which mend themselves. */
    private static final Set<Integer> CALLERS = Set.of(
            6, 10, 16, 27, 36, 38, 41, 42, 43, 44, 46, 47, 53, 60, 62, 69, 70, 72, 81, 115, 164, 291, 386, 457, 497);

    private ClickHouseFailures() {}

    static ConnectorException connecting(IOException cause) {
        return switch (cause) {
            case SSLHandshakeException _, SSLPeerUnverifiedException _ ->
                new Permanent("The server's TLS certificate is not the one that is expected of this host.", cause);
            case SSLException _ -> new Permanent("The server does not speak TLS on this port.", cause);
            case SocketTimeoutException _ ->
                new Transient("Connection timed out. Check the host, the port and the firewalls between.", cause);
            case ConnectException _ -> new Transient("Could not connect to the host on the port given", cause);
            default ->
                new Transient("Could not connect to ClickHouse. Please check all connection details are valid.", cause);
        };
    }

    static ConnectorException broken(@Nullable Exception cause) {
        return new Transient("The connection to ClickHouse broke off.", cause);
    }

    /** @param words of the answer, in which the number of the error is */
    static ConnectorException refused(int status, String words) {
        var error = ERROR.matcher(words);
        if (!error.find()) {
            return status >= 500
                    ? new Transient("ClickHouse could not go on: HTTP status %d.".formatted(status), null)
                    : new Permanent(
                            "What answers there is not ClickHouse's HTTP interface: HTTP status %d.".formatted(status),
                            null);
        }
        int number = Integer.parseInt(error.group(1));
        var message = TRAILER.matcher(error.group(2)).replaceAll("").strip();
        return switch (number) {
            case 192, 193, 194, 516 -> new Permanent("ClickHouse rejected the username or password.", null);
            case 81 -> new Permanent("The database does not exist.", null);
            case 159 -> new Transient("ClickHouse took too long.", null);
            case 164 ->
                new Permanent("This user may not change settings of its queries. Give it readonly = 2, not 1.", null);
            default ->
                CALLERS.contains(number)
                        ? new Permanent("ClickHouse refused: " + message, null)
                        : new Transient("ClickHouse could not go on: " + message, null);
        };
    }
}
