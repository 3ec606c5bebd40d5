package dev.hedgerow.engine.duckdb;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where this server keeps its files.
 *
 * @param dataDir the directory of the whole server; ours is {@code warehouse} in it
 */
@ConfigurationProperties("hedgerow")
record DataDirectory(@DefaultValue("./data") Path dataDir) {

    Path warehouse() {
        return dataDir.toAbsolutePath().normalize().resolve("warehouse");
    }
}
