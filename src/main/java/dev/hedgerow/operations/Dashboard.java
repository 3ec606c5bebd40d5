package dev.hedgerow.operations;

import java.time.Instant;
import java.util.List;

/** Numbers to be looked at together. */
record Dashboard(long id, String name, Instant createdAt, String creationMode, List<Tile> tiles) {

    record Tile(long id, String name, long value) {}
}
