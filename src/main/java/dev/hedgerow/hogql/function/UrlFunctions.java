package dev.hedgerow.hogql.function;

import static dev.hedgerow.hogql.function.Function.Definition.scalar;
import static dev.hedgerow.hogql.function.Results.TEXTS;
import static dev.hedgerow.hogql.type.Type.Simple.TEXT;

import dev.hedgerow.hogql.function.Function.Definition;
import dev.hedgerow.hogql.type.Types;
import java.util.List;

/** Parts of URLs. */
final class UrlFunctions {

    static final List<Definition> ALL = List.of(
            part("protocol", "The scheme: https."),
            part("domain", "The host, without user and port.").alias("domainRFC"),
            part("domainWithoutWWW", "The host without a leading www.").alias("domainWithoutWWWRFC"),
            part("topLevelDomain", "What follows the last dot of the host.").alias("topLevelDomainRFC"),
            part("firstSignificantSubdomain", "The label before the public suffix, as a rule the organization's.")
                    .differs("Knows only the usual second-level suffixes: com, net, org, co."),
            part("cutToFirstSignificantSubdomain", "The host from the organization's label on.")
                    .differs("Knows only the usual second-level suffixes: com, net, org, co."),
            scalar("port(url: text[, otherwise: integer])", Types.UINT16, "The port, or the other value, or 0."),
            part("path", "The path, without query and fragment."),
            part("pathFull", "The path with query and fragment."),
            part("queryString", "The query, without the question mark."),
            part("fragment", "The fragment, without the number sign."),
            part("queryStringAndFragment", "The query and the fragment."),
            part("netloc", "User, host and port."),
            scalar(
                    "extractURLParameter(url: text, name: text)",
                    TEXT,
                    "The value of a parameter; empty where there is none."),
            scalar("extractURLParameters(url: text)", TEXTS, "All parameters as name=value."),
            scalar("extractURLParameterNames(url: text)", TEXTS, "The names of all parameters."),
            scalar("URLHierarchy(url: text)", TEXTS, "The URL cut after each part of its path."),
            scalar("URLPathHierarchy(url: text)", TEXTS, "The path cut after each of its parts."),
            part("encodeURLComponent", "The text with what a URL cannot hold escaped."),
            part("decodeURLComponent", "The text that escapes stand for."),
            part("encodeURLFormComponent", "The text escaped as forms are, blanks as +."),
            part("decodeURLFormComponent", "The text that form escapes stand for."),
            part("cutWWW", "The URL without a leading www. of its host."),
            part("cutQueryString", "The URL without its query."),
            part("cutFragment", "The URL without its fragment."),
            part("cutQueryStringAndFragment", "The URL without query and fragment."),
            scalar("cutURLParameter(url: text, name: text)", TEXT, "The URL without one of its parameters."));

    private UrlFunctions() {}

    private static Definition part(String name, String description) {
        return scalar(name + "(url: text)", TEXT, description);
    }
}
