package dev.hedgerow.hogql.function;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What ClickHouse or PostHog has and we do not: known, so that the refusal can say so. */
final class Unsupported {

    private static final List<String> PREFIXES = List.of(
            "dictget",
            "dicthas",
            "bitmap",
            "h3",
            "s2",
            "geohash",
            "geoto",
            "polygon",
            "sequence",
            "hogql_",
            "reinterpretas",
            "ngram",
            "wordshingle",
            "readwkt",
            "quantilegk",
            "ipv4",
            "ipv6",
            "fuzzbits");

    private static final List<String> NAMES = List.of(
            "cityHash64",
            "sipHash64",
            "sipHash128",
            "xxHash32",
            "xxHash64",
            "farmHash64",
            "metroHash64",
            "murmurHash2_64",
            "murmurHash3_64",
            "javaHash",
            "halfMD5",
            "intHash32",
            "intHash64",
            "windowFunnel",
            "retention",
            "aggregate_funnel",
            "aggregate_funnel_array",
            "aggregate_funnel_cohort",
            "sparkline",
            "recording_button",
            "explain_csp_report",
            "matchesAction",
            "languageCodeToName",
            "getSurveyResponse",
            "uniqueSurveySubmissionsFilter",
            "joinGet",
            "runningDifference",
            "runningAccumulate",
            "neighbor",
            "rowNumberInAllBlocks",
            "rowNumberInBlock",
            "encrypt",
            "decrypt",
            "stochasticLinearRegression",
            "stochasticLogisticRegression",
            "mannWhitneyUTest",
            "welchTTest",
            "studentTTest",
            "kolmogorovSmirnovTest",
            "exponentialMovingAverage",
            "finalizeAggregation",
            "initializeAggregation",
            "arrayAUC",
            "multiSearchAny",
            "multiMatchAny",
            "multiMatchAnyIndex",
            "multiSearchFirstPosition",
            "pointInPolygon",
            "pointInEllipses",
            "greatCircleDistance",
            "file",
            "url",
            "s3",
            "remote",
            "mysql",
            "postgresql",
            "cluster",
            "sleep",
            "currentDatabase",
            "hostName");

    private Unsupported() {}

    static Optional<String> reason(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (NAMES.stream().anyMatch(name::equalsIgnoreCase) || PREFIXES.stream().anyMatch(lower::startsWith)) {
            return Optional.of("Function '%s' is not supported by this engine".formatted(name));
        }
        return Combinator.UNSUPPORTED.stream()
                .filter(name::endsWith)
                .filter(suffix -> Functions.find(name.substring(0, name.length() - suffix.length()))
                        .filter(function -> function.kind() == Kind.AGGREGATE)
                        .isPresent())
                .findFirst()
                .map(suffix -> "Function '%s' is not supported by this engine: the combinator -%s is not"
                        .formatted(name, suffix));
    }
}
