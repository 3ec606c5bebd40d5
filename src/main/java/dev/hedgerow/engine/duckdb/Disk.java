package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.WarehouseException.OutOfDisk;
import java.nio.file.Path;

/** The disk we write to, which is never to be filled to the brim: then not even a commit or a drop could be written. */
record Disk(Path directory, long reserve) {

    boolean isLow() {
        return directory.toFile().getUsableSpace() < reserve;
    }

    void requireSpace() {
        if (isLow()) {
            throw new OutOfDisk(null);
        }
    }
}
