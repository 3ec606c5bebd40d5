package dev.hedgerow.settings;

import dev.hedgerow.database.PostgresAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** What a value may be. */
@FunctionalInterface
interface Rule {

    Rule BOOLEAN = oneOf("true", "false");
    Rule ADDRESS = rule("must be an IP address or a host name of this machine", Rule::isAddress);
    Rule PATH = rule("must be a path", Rule::isPath);
    Rule READABLE_FILE = rule(
            "must be the path of a file that can be read", path -> isPath(path) && Files.isReadable(Path.of(path)));
    Rule WEB_URL = rule("must be a URL like https://hedgerow.example.com", Rule::isWebUrl);
    Rule KEY = rule("must be 32 bytes in base64, as made by: openssl rand -base64 32", Rule::isKey);
    Rule TOKEN = rule("must be at least 16 printable characters without spaces", text -> text.matches("[!-~]{16,}"));
    Rule SIZE = rule("must be a size like 512MB or 4GB", Rule::isSize);
    Rule DURATION = rule("must be a time like 500ms, 30s, 10m or 6h", Rule::isDuration);
    Rule POSTGRES_URL = Rule::postgresUrl;

    /** What is wrong with it, as the rest of a sentence that does not repeat the value, which may be a secret. */
    Optional<String> complaint(String value);

    static Rule oneOf(String... words) {
        return rule("must be " + String.join(" or ", words), List.of(words)::contains);
    }

    static Rule wholeNumber(int least, int most) {
        return rule(
                "must be a whole number from %d to %d".formatted(least, most),
                text -> text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most);
    }

    private static Rule rule(String demand, Predicate<String> met) {
        return value -> met.test(value) ? Optional.empty() : Optional.of(demand);
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress.getByName(text);
            return true;
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private static boolean isPath(String text) {
        try {
            return !Path.of(text).toString().isEmpty();
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private static boolean isWebUrl(String text) {
        try {
            var url = URI.create(text);
            return url.getHost() != null
                    && Set.of("http", "https").contains(url.getScheme())
                    && url.getQuery() == null
                    && url.getFragment() == null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isSize(String text) {
        try {
            return DataSize.parse(text).toBytes() > 0;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isDuration(String text) {
        try {
            return DurationStyle.detectAndParse(text).isPositive();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == 32;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Optional<String> postgresUrl(String text) {
        try {
            PostgresAddress.parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.ofNullable(malformed.getMessage());
        }
    }
}
