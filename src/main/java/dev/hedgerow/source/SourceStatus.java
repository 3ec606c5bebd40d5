package dev.hedgerow.source;

import java.util.List;
import java.util.function.Predicate;

/** What a source's schemas add up to. */
final class SourceStatus {

    private SourceStatus() {}

    /** What fails counts while it is meant to be synced; the rest counts as long as it has something to say. */
    static String of(Source source, List<SourceSchema> schemas) {
        var synced = schemas.stream().filter(SourceSchema::shouldSync).toList();
        var active = schemas.stream()
                .filter(schema -> schema.shouldSync() || schema.latestError() != null)
                .toList();
        if (synced.stream().anyMatch(is("Failed"))) {
            return "Failed";
        }
        if (active.stream().anyMatch(is("Running"))) {
            return "Running";
        }
        return active.stream().anyMatch(is("Completed")) ? "Completed" : source.status();
    }

    private static Predicate<SourceSchema> is(String status) {
        return schema -> status.equals(schema.status());
    }
}
