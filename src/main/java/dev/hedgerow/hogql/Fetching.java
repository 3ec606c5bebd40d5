package dev.hedgerow.hogql;

import java.util.List;

/** A query over tables that are elsewhere: what to fetch of each, and what to run over that then. */
public record Fetching(Compiled compiled, List<Scan> scans) {}
